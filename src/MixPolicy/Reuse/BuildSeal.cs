using System.Buffers.Binary;
using System.Text;
using MixPolicy.Output;
using MixPolicy.Sources;

namespace MixPolicy.Reuse;

/// <summary>
/// A short cut past the reading of the policy: a list of every file and folder that a result rests on, each with a stamp. While all of them stand as they
/// were, so does the result. It is written by a run that found everything unchanged, and only if all stamps can be believed and are such that any later
/// change must show (<see cref="FileStamp.IsSettledAt"/>). Outputs are in it by inode and change time, so that a seal that was copied holds nowhere.
/// <para>Read in the first milliseconds of a process: plain loops and a plain format, because what is compiled first costs more than what it does.</para>
/// </summary>
internal static class BuildSeal
{
    private const string Format = "mixpolicy-seal/1";
    private const byte StandsMark = 1, AbsentMark = 2, EndMark = 0;
    private const int MaxBytes = 1 << 28;
    private const int SumBytes = 8;

    /// <summary>Whether a seal is there, is that of a key, and holds.</summary>
    public static bool Holds(string path, string key)
    {
        try
        {
            if (!File.Exists(path)) return false;
            var whole = File.ReadAllBytes(path);
            if (whole.Length is < SumBytes or > MaxBytes) return false;
            var length = whole.Length - SumBytes;
            if (BinaryPrimitives.ReadUInt64LittleEndian(whole.AsSpan(length)) != Sum(whole.AsSpan(0, length))) return false;
            using var bytes = new MemoryStream(whole, 0, length, writable: false);
            using var seal = new BinaryReader(bytes, Encoding.UTF8);
            return seal.ReadString() == Format && seal.ReadString() == key && AllStand(seal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            return false; // cut short, or not ours: a build decides
        }
    }

    /// <summary>Writes a seal, or leaves none.</summary>
    public static void Write(string path, byte[] bytes)
    {
        try
        {
            AtomicFile.Update(path, bytes);
        }
        catch (Exception e) when (OutputUnwritableException.IsCause(e))
        {
            // The next build takes the long way.
        }
    }

    /// <summary>Starts a seal.</summary>
    public static void Begin(BinaryWriter seal, BuildRequest request, BuildResult result)
    {
        seal.Write(Format);
        seal.Write(Key(request, result));
    }

    /// <summary>Adds a file or a folder as the system describes it, its device too: that device's change times were believed when the seal was made.</summary>
    public static void Put(BinaryWriter seal, string path, StatxResult found)
    {
        seal.Write(StandsMark);
        seal.Write(path);
        seal.Write(found.Mode);
        seal.Write(found.DeviceMajor);
        seal.Write(found.DeviceMinor);
        seal.Write(found.Inode);
        seal.Write(found.Bytes);
        Write(seal, found.Modified);
        Write(seal, found.Changed);
    }

    /// <summary>Adds what must not be there.</summary>
    public static void PutAbsent(BinaryWriter seal, string path)
    {
        seal.Write(AbsentMark);
        seal.Write(path);
    }

    /// <summary>Ends a seal; all of it, with a sum over it.</summary>
    public static byte[] End(BinaryWriter seal, MemoryStream bytes)
    {
        seal.Write(EndMark);
        seal.Flush();
        seal.Write(Sum(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        seal.Flush();
        return bytes.ToArray();
    }

    /// <summary>What was asked for, of which build of the tool, and what it said: see <see cref="BuildKey"/>, whose every part is here or in a stamp.</summary>
    public static string Key(BuildRequest request, BuildResult result) => string.Join(
        '\n',
        request.ToolVersion,
        typeof(BuildSeal).Module.ModuleVersionId.ToString(),
        Environment.Version.ToString(),
        request.Directory,
        request.Policy,
        request.Out ?? "",
        request.DefaultOut ?? "",
        request.AsOf?.DayNumber.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "",
        request.NoWaivers ? "no waivers" : "",
        request.Signer?.PublicKeyPem ?? "",
        result.Outcome.ToString(),
        result.Summary?.ManifestDigest ?? "",
        string.Join('\n', result.Diagnostics.Select(d => $"{d.Code} {d.Severity} {d.Place} {d.Message}")));

    /// <summary>FNV-1a: against a file that was damaged. Whoever would forge one cannot choose the outputs' inodes and change times.</summary>
    private static ulong Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 14695981039346656037UL;
        foreach (var one in bytes) sum = (sum ^ one) * 1099511628211UL;
        return sum;
    }

    private static void Write(BinaryWriter seal, StatxTime time)
    {
        seal.Write(time.Seconds);
        seal.Write(time.Nanoseconds);
    }

    private static bool AllStand(BinaryReader seal)
    {
        while (true)
        {
            var mark = seal.ReadByte();
            if (mark == EndMark) return true;
            var path = seal.ReadString();
            if (mark == AbsentMark)
            {
                if (Path.Exists(path)) return false;
                continue;
            }

            if (mark != StandsMark || StatxCall.Of(path) is not { } now) return false;
            var same = seal.ReadUInt16() == now.Mode & seal.ReadUInt32() == now.DeviceMajor & seal.ReadUInt32() == now.DeviceMinor
                & seal.ReadUInt64() == now.Inode & seal.ReadUInt64() == now.Bytes & IsNext(seal, now.Modified) & IsNext(seal, now.Changed);
            if (!same) return false;
        }
    }

    private static bool IsNext(BinaryReader seal, StatxTime time) => seal.ReadInt64() == time.Seconds & seal.ReadUInt32() == time.Nanoseconds;
}
