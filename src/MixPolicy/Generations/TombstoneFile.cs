using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using MixPolicy.Diagnostics;
using MixPolicy.Output;
using MixPolicy.Policies;

namespace MixPolicy.Generations;

/// <summary>A file of tombstones as it is at one moment: its bytes, and what they say.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="FullPath">Where it is, absolute.</param>
/// <param name="Bytes">All of it; null when it is not there.</param>
/// <param name="Tombstones">What it says, line by line.</param>
internal sealed record TombstoneFile(string Name, string FullPath, byte[]? Bytes, IReadOnlyList<Tombstone> Tombstones)
{
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Reads one; null when it cannot be read or a line of it is no tombstone, which is then reported.</summary>
    /// <param name="name">As the user wrote it.</param>
    /// <param name="directory">Absolute folder that it is relative to.</param>
    /// <param name="mayLack">Whether it need not be there.</param>
    /// <param name="diagnostics">Gets findings.</param>
    public static TombstoneFile? Read(string name, string directory, bool mayLack, DiagnosticBag diagnostics)
    {
        var (full, place) = (Path.GetFullPath(name, directory), new Place(name.Replace('\\', '/')));
        if (mayLack && !Path.Exists(full)) return new TombstoneFile(place.File, full, null, []);
        var found = new DiagnosticBag();
        var bytes = SmallFile.Load("the file of tombstones", Codes.TombstonesUnreadable, new Located<string>(name, place), full, "name a file of JSON lines; an empty one stands for no tombstones", found);
        IReadOnlyList<Tombstone> tombstones = bytes is null ? [] : TombstoneReader.Read(place.File, bytes, found);
        foreach (var one in found.Sorted()) diagnostics.Add(one);
        return found.HasErrors ? null : new TombstoneFile(place.File, full, bytes, tombstones);
    }

    /// <summary>The file with one more line. What was there stays, byte for byte; a last line that had no end gets one.</summary>
    public byte[] With(Tombstone tombstone)
    {
        var there = Bytes ?? [];
        var end = there.Length > 0 && there[^1] != (byte)'\n' && !there.AsSpan().SequenceEqual("\uFEFF"u8) ? "\n"u8 : default;
        return [.. there, .. end, .. Line(tombstone), (byte)'\n'];
    }

    /// <summary>Writes the file with one more line in place of this one. The caller holds the folder's lock.</summary>
    /// <exception cref="IOException">It cannot be written; what was there stays.</exception>
    public void Write(Tombstone tombstone)
    {
        var isThere = File.Exists(FullPath);
        var mode = isThere && !OperatingSystem.IsWindows() ? File.GetUnixFileMode(FullPath) : (UnixFileMode?)null;
        AtomicFile.Write(
            FullPath,
            With(tombstone),
            () =>
            {
                // Some editor may have saved it meanwhile: what it wrote must not be lost.
                if (File.Exists(FullPath) != (Bytes is not null) || (Bytes is not null && !File.ReadAllBytes(FullPath).AsSpan().SequenceEqual(Bytes))) throw new IOException("it was changed meanwhile; run it again");
            });
        if (mode is { } kept && !OperatingSystem.IsWindows()) File.SetUnixFileMode(FullPath, kept);
    }

    private static byte[] Line(Tombstone tombstone)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, OneLine);
        json.WriteStartObject();
        tombstone.WriteMembers(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
