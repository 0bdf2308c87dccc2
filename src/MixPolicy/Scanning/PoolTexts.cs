using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Hashing;
using MixPolicy.Policies;
using MixPolicy.Rules;

namespace MixPolicy.Scanning;

/// <summary>What was found of texts that several records of the pool hold. Immutable once made.</summary>
internal sealed class PoolTexts : IDisposable
{
    /// <summary>Nobody asked, or every text stands once.</summary>
    public static PoolTexts None { get; } = new([], [], default, null, null);

    /// <summary>Puts it together.</summary>
    public PoolTexts(
        IReadOnlyList<DroppedRecords> copies,
        IReadOnlyList<DroppedRecords> conflicts,
        (long Texts, long Records) conflicting,
        string? conflictExample,
        RadixPartitions<Digest256>? conflictTexts) =>
        (Copies, Conflicts, Conflicting, ConflictExample, ConflictTexts) = (copies, conflicts, conflicting, conflictExample, conflictTexts);

    /// <summary>Copies dropped, by source; empty when none were.</summary>
    public IReadOnlyList<DroppedRecords> Copies { get; }

    /// <summary>Records dropped since their text stands under two origins, by source; empty when none were.</summary>
    public IReadOnlyList<DroppedRecords> Conflicts { get; }

    /// <summary>Texts that stand as human text in one record and not in another, and all records that hold them; 0 when nobody asked.</summary>
    public (long Texts, long Records) Conflicting { get; }

    /// <summary>Where records of the first such text stand, for people; null when there is none.</summary>
    public string? ConflictExample { get; }

    /// <summary>Those texts, to be found again in the manifest; null when there are none.</summary>
    public RadixPartitions<Digest256>? ConflictTexts { get; }

    /// <summary>Records that were dropped of a source, whatever for.</summary>
    public long Dropped(string source) => Copies.Concat(Conflicts).Where(d => d.Source == source).Sum(d => d.Records);

    /// <summary>Says what was dropped: copies for who wants to know, contradicting records as a warning.</summary>
    public void Report(Policy policy, DiagnosticBag diagnostics)
    {
        foreach (var (dropped, code, severity, what) in new[]
        {
            (Copies, Codes.Duplicates, Severity.Info, "hold a text that another record stands for, and were dropped"),
            (Conflicts, Codes.OriginConflict, Severity.Warning, "hold a text that stands as human text in one record and not in another, and were dropped"),
        })
        {
            foreach (var (source, records, _, example) in dropped)
            {
                var place = policy.Sources.First(s => s.Name == source).Place;
                diagnostics.Add(new Diagnostic(code, severity, place, $"{Figures.Count(records, "record")} of source '{source}' {what} (the first by its text: {example})", []));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => ConflictTexts?.Dispose();
}

/// <summary>Records of one source that were taken out of the pool for one reason.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Records">How many.</param>
/// <param name="Amount">Their amount in the policy's unit, each once.</param>
/// <param name="Example">Where the first of them by its text stands, and a record that holds the same text, for people.</param>
internal sealed record DroppedRecords(string Source, long Records, BigInteger Amount, string Example);
