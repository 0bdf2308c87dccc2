using System.Buffers;
using System.IO.Hashing;
using System.Text.Json;
using MixPolicy.Output;
using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>
/// Keeps what units' scans left, in a folder, so that an unchanged file is not read again. Files carry the unit's name
/// (<see cref="UnitName"/>) and are put in place by renaming, the summary last; what is damaged or half there counts as absent. The hashes
/// find damage; the stamps, of which nobody can choose the change time, tell what this folder's own runs put there from what came by a clone, a
/// copy or an archive. Where the file system gives no stamps that can be believed, nothing is kept. Thread-safe for different units.
/// </summary>
internal sealed class UnitStore
{
    private readonly string _folder;
    private readonly FileStamps _stamps = new();

    /// <summary>A store in a folder, which need not be there.</summary>
    /// <param name="folder">Absolute path.</param>
    public UnitStore(string folder)
    {
        _folder = folder;
        IsEmpty = !Directory.Exists(folder);
    }

    /// <summary>Whether nothing had been kept when the store was opened.</summary>
    public bool IsEmpty { get; }

    /// <summary>What a scan of the unit left, checked to be whole; null when it is not there.</summary>
    public UnitResult? Find(string name, SourceFile file, FilePart part)
    {
        try
        {
            if (!File.Exists(Summary(name))) return null;
            if (JsonSerializer.Deserialize(File.ReadAllBytes(Summary(name)), UnitSummaryJson.Default.UnitSummary) is not { } summary) return null;
            if (!summary.Stamps.SequenceEqual(Stamps(name, summary.Extras.Keys, summary.Quarantine is not null))) return null;
            if (Hash(Index(name)) != summary.Index || Hash(Heap(name)) != summary.Heap) return null;
            if (summary.Extras.Any(e => Hash(Extra(name, e.Key)) != e.Value)) return null;
            if (summary.Quarantine is not null && Hash(Quarantine(name)) != summary.Quarantine) return null;
            return new UnitResult(
                file, part, summary.Records, summary.Bad, summary.EmptyTexts, summary.Unreadable, summary.Lacking, summary.Classes,
                Index(name), summary.Index, Heap(name), summary.Heap,
                [.. summary.Extras.Select(e => new UnitFile(e.Key, Extra(name, e.Key), e.Value))], summary.Quarantine is null ? null : Quarantine(name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null; // read anew then
        }
    }

    /// <summary>Moves what a scan left into the store, and says where it is now. Where that fails the scratch files stay as they are.</summary>
    public UnitResult Keep(string name, UnitResult unit)
    {
        if (unit.IndexPath == Index(name)) return unit; // from here
        try
        {
            Directory.CreateDirectory(_folder);
            File.Delete(Summary(name));
            if (_stamps.Of(unit.IndexPath) is null) return unit;
            var quarantine = unit.QuarantinePath is null ? null : Hash(unit.QuarantinePath);
            File.Move(unit.IndexPath, Index(name), overwrite: true);
            unit = unit with { IndexPath = Index(name) };
            File.Move(unit.HeapPath, Heap(name), overwrite: true);
            unit = unit with { HeapPath = Heap(name) };
            foreach (var extra in unit.Extras)
            {
                File.Move(extra.Path, Extra(name, extra.Kind), overwrite: true);
                unit = unit with { Extras = [.. unit.Extras.Select(e => e.Kind == extra.Kind ? e with { Path = Extra(name, e.Kind) } : e)] };
            }

            if (unit.QuarantinePath is not null)
            {
                File.Move(unit.QuarantinePath, Quarantine(name), overwrite: true);
                unit = unit with { QuarantinePath = Quarantine(name) };
            }

            var stamps = Stamps(name, unit.Extras.Select(e => e.Kind), quarantine is not null);
            if (stamps.Contains(null)) return unit;
            var summary = new UnitSummary(
                unit.Records, unit.Bad, unit.EmptyTexts, [.. unit.Unreadable], unit.Lacking, unit.Classes,
                unit.IndexHash, unit.HeapHash, new SortedDictionary<string, string>(unit.Extras.ToDictionary(e => e.Kind, e => e.Hash), StringComparer.Ordinal), quarantine, [.. stamps.OfType<FileStamp>()]);

            // Not flushed to the disk: after a crash the hashes tell what did not get there.
            var staged = Path.Combine(_folder, name + ".new");
            File.WriteAllBytes(staged, JsonSerializer.SerializeToUtf8Bytes(summary, UnitSummaryJson.Default.UnitSummary));
            File.Move(staged, Summary(name), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next run reads the file again; this one has what it needs.
        }

        return unit;
    }

    /// <summary>Deletes what no unit of a run is named by.</summary>
    public void Prune(IReadOnlySet<string> used)
    {
        if (!Directory.Exists(_folder)) return;
        foreach (var path in Directory.GetFiles(_folder))
        {
            if (!used.Contains(Path.GetFileNameWithoutExtension(path))) QuietDelete.OfFile(path);
        }
    }

    private FileStamp?[] Stamps(string name, IEnumerable<string> extras, bool hasQuarantine) =>
        [_stamps.Of(Index(name)), _stamps.Of(Heap(name)), .. extras.Order(StringComparer.Ordinal).Select(e => _stamps.Of(Extra(name, e))), .. hasQuarantine ? new[] { _stamps.Of(Quarantine(name)) } : []];

    private static string Hash(string path)
    {
        var block = ArrayPool<byte>.Shared.Rent(1 << 18);
        try
        {
            using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
            var hash = new XxHash128();
            for (long at = 0; RandomAccess.Read(file, block, at) is var read and > 0; at += read) hash.Append(block.AsSpan(0, read));
            return Convert.ToHexStringLower(hash.GetCurrentHash());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private string Summary(string name) => Path.Combine(_folder, name + ".json");

    private string Index(string name) => Path.Combine(_folder, name + ".index");

    private string Heap(string name) => Path.Combine(_folder, name + ".heap");

    private string Extra(string name, string kind) => Path.Combine(_folder, name + "." + kind);

    private string Quarantine(string name) => Path.Combine(_folder, name + ".quarantine");
}
