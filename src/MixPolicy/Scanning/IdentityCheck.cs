using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Hashing;
using MixPolicy.Policies;

namespace MixPolicy.Scanning;

/// <summary>
/// Settles who is who before anything is chosen: numbers the records that share an implied id, takes a record that stands twice once, and
/// reports one id with two texts. Grouped outside memory; the result does not depend on the order of files or rows unless two records agree
/// in everything that the policy reads.
/// </summary>
internal sealed class IdentityCheck(Policy policy, RecordIndex index, DiagnosticBag diagnostics) : IDisposable
{
    private const int MaxReported = 10;
    private readonly RecordLookup _records = new(index);
    private readonly long[] _repeated = new long[policy.Sources.Count];
    private readonly List<string>[] _examples = [.. policy.Sources.Select(_ => new List<string>())];
    private readonly long[] _conflicts = new long[policy.Sources.Count];

    /// <summary>Records that stand more than once, by source: taken once.</summary>
    public IReadOnlyList<long> Repeated => _repeated;

    /// <summary>Runs the check; marks the index; reports conflicts as errors and repeated records as warnings.</summary>
    public void Run(CancellationToken cancellation)
    {
        using var groups = new RadixPartitions<Candidate>(Path.Combine(index.WorkFolder, "identity"));
        long number = 0;
        index.Walk(
            (int unit, in IndexEntry entry, int _) =>
            {
                var source = index.Units[unit].File.Source;
                var mapped = IsMapped(source);
                var group = mapped ? entry.Key : entry.Digest.Head;
                groups.Add(group, new Candidate(group, entry.Digest, entry.Attributes, number++, source));
            },
            cancellation);
        foreach (var partition in groups.Load())
        {
            cancellation.ThrowIfCancellationRequested();
            partition.Span.Sort();
            Settle(partition.Span);
        }

        index.CompleteMarks();
        Report();
    }

    /// <inheritdoc/>
    public void Dispose() => _records.Dispose();

    private bool IsMapped(int source) => policy.Sources[source].Columns.ContainsKey("id");

    private void Settle(Span<Candidate> sorted)
    {
        for (var start = 0; start < sorted.Length;)
        {
            var end = start + 1;
            while (end < sorted.Length && sorted[end].Source == sorted[start].Source && sorted[end].Group == sorted[start].Group) end++;
            if (end - start > 1)
            {
                if (IsMapped(sorted[start].Source)) SettleMapped(sorted[start..end]);
                else SettleImplied(sorted[start..end]);
            }

            start = end;
        }
    }

    /// <summary>The same text again is another record, with the next number in its id. Sorted by what the record says, then by place.</summary>
    private void SettleImplied(Span<Candidate> group)
    {
        for (int i = 1, occurrence = 1; i < group.Length; i++)
        {
            occurrence = group[i].Digest.Equals(group[i - 1].Digest) ? occurrence + 1 : 1;
            if (occurrence > 1) index.Mark(group[i].Number, occurrence);
        }
    }

    /// <summary>Equal keys are equal ids unless 64 bits collided: the ids themselves decide.</summary>
    private void SettleMapped(Span<Candidate> group)
    {
        var firsts = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        foreach (var candidate in group)
        {
            var id = Encoding.UTF8.GetString(_records.Id(candidate.Number));
            if (firsts.TryAdd(id, candidate)) continue;
            var first = firsts[id];
            if (candidate.Digest.Equals(first.Digest) && candidate.Attributes == first.Attributes)
            {
                index.Mark(candidate.Number, RecordIndex.Folded);
                if (_repeated[candidate.Source]++ == 0) _examples[candidate.Source].Add(Where(candidate.Number));
            }
            else
            {
                Conflict(id, first, candidate);
            }
        }
    }

    private void Conflict(string id, Candidate first, Candidate second)
    {
        if (++_conflicts[first.Source] > MaxReported) return;
        var (a, b) = first.Number < second.Number ? (first, second) : (second, first);
        var (unit, entry) = _records.Entry(b.Number);
        var what = first.Digest.Equals(second.Digest) ? "the same text but differing attributes" : "two texts";
        diagnostics.Error(
            Codes.IdWithTwoTexts,
            RowPlace.Of(index.Units[unit].File, entry.RowGroup, entry.Row),
            $"id '{Shorten(id)}' of source '{policy.Sources[first.Source].Name}' has {what}: at {Where(a.Number)} and at {Where(b.Number)}",
            "give each record an id of its own", "leave id unmapped: the text's digest is the id then");
    }

    private void Report()
    {
        for (var s = 0; s < policy.Sources.Count; s++)
        {
            var source = policy.Sources[s];
            if (_conflicts[s] > MaxReported)
            {
                diagnostics.Error(
                    Codes.IdWithTwoTexts, source.Place,
                    $"{_conflicts[s] - MaxReported} more records of source '{source.Name}' contradict another record of the same id (the first {MaxReported} are listed)");
            }

            if (_repeated[s] > 0)
            {
                diagnostics.Warn(
                    Codes.RepeatedRecord, source.Place,
                    $"{_repeated[s]} records of source '{source.Name}' stand more than once with the same id, text and attributes; each is taken once (an example: {_examples[s][0]})",
                    "list each file once in paths, or drop the copies");
            }
        }
    }

    private string Where(long number)
    {
        var (unit, entry) = _records.Entry(number);
        return $"{index.Units[unit].File.Name}, {RowPlace.Words(entry.RowGroup, entry.Row)}";
    }

    private static string Shorten(string id) => id.Length <= 80 ? id : id[..80] + "...";

    private readonly record struct Candidate(ulong Group, Digest256 Digest, ulong Attributes, long Number, int Source) : IComparable<Candidate>
    {
        public int CompareTo(Candidate other)
        {
            var order = Source.CompareTo(other.Source);
            if (order == 0) order = Group.CompareTo(other.Group);
            if (order == 0) order = Digest.CompareTo(other.Digest);
            if (order == 0) order = Attributes.CompareTo(other.Attributes);
            return order != 0 ? order : Number.CompareTo(other.Number);
        }
    }
}
