using System.Text;
using MixPolicy.Output;
using MixPolicy.Sources;

namespace MixPolicy.Reuse;

/// <summary>
/// A short cut past the reading of the policy: a list of every file and folder that a result rests on, each with a stamp. While all of them stand as they
/// were, so does the result. It is written by a run that found everything unchanged, and only if all stamps are such that any later change must show
/// (<see cref="FileStamp.IsSettledAt"/>). Outputs are in it by inode and change time, so that a seal that was copied holds nowhere.
/// <para>Read in the first milliseconds of a process: plain loops and a plain format, because what is compiled first costs more than what it does.</para>
/// </summary>
internal static class BuildSeal
{
    private const string Format = "mixpolicy-seal/1";
    private const byte FileMark = 1, FolderMark = 2, AbsentMark = 3, EndMark = 0;
    private const int MaxBytes = 1 << 28;

    /// <summary>Whether the seal of a request is there and holds.</summary>
    public static bool Holds(BuildRequest request)
    {
        return request is { Seal: { } path, Reuse: BuildReuse.Unchanged, CheckOnly: false, Locked: false, Suggest: false, Manifest: null }
            && Holds(path, Key(request));
    }

    /// <summary>Whether a seal is there, is that of a key, and holds.</summary>
    public static bool Holds(string path, string key)
    {
        try
        {
            if (!File.Exists(path)) return false;
            using var bytes = new MemoryStream(File.ReadAllBytes(path), writable: false);
            using var seal = new BinaryReader(bytes, Encoding.UTF8);
            return bytes.Length <= MaxBytes && seal.ReadString() == Format && seal.ReadString() == key && AllStand(seal);
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
            if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes)) return;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, bytes);
        }
        catch (Exception e) when (OutputUnwritableException.IsCause(e))
        {
            // The next build takes the long way.
        }
    }

    /// <summary>Starts a seal.</summary>
    public static void Begin(BinaryWriter seal, BuildRequest request)
    {
        seal.Write(Format);
        seal.Write(Key(request));
    }

    /// <summary>Adds a file or a folder.</summary>
    public static void Put(BinaryWriter seal, string path, FileStamp stamp, bool isFolder)
    {
        seal.Write(isFolder ? FolderMark : FileMark);
        seal.Write(path);
        seal.Write(stamp.Bytes);
        seal.Write(stamp.Modified);
        seal.Write(stamp.Changed);
        seal.Write(stamp.Inode);
    }

    /// <summary>Adds what must not be there.</summary>
    public static void PutAbsent(BinaryWriter seal, string path)
    {
        seal.Write(AbsentMark);
        seal.Write(path);
    }

    /// <summary>Ends a seal.</summary>
    public static void End(BinaryWriter seal) => seal.Write(EndMark);

    /// <summary>What is asked for, and of which build of the tool: see <see cref="BuildKey"/>, whose every part is here or in a stamp.</summary>
    public static string Key(BuildRequest request) => string.Join(
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
        request.Signer?.PublicKeyPem ?? "");

    private static bool AllStand(BinaryReader seal)
    {
        var stamps = new FileStamps();
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

            var now = mark == FolderMark ? stamps.OfFolder(path) : mark == FileMark ? stamps.Of(path) : null;
            var (bytes, modified, changed, inode) = (seal.ReadInt64(), seal.ReadInt64(), seal.ReadInt64(), seal.ReadUInt64());
            if (now is null || now.Bytes != bytes || now.Modified != modified || now.Changed != changed || now.Inode != inode) return false;
        }
    }
}
