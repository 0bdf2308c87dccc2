using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Hashing;
using MixPolicy.Policies;

namespace MixPolicy.Scanning;

/// <summary>
/// Settles who is who before anything is chosen: numbers the records that share an implied id, takes a record that stands twice once, and
/// reports one id with two texts. Equal ids have equal keys, so only records whose key another record has are looked at closely; they are
/// found by partitions, outside memory. The result does not depend on the order of files or rows unless two records agree in everything that
/// the policy reads.
/// </summary>
internal sealed class IdentityCheck(Policy policy, RecordIndex index, DiagnosticBag diagnostics)
{
    private const int MaxReported = 10;
    private readonly Lock _reporting = new();
    private readonly long[] _repeated = new long[policy.Sources.Count];
    private readonly long[] _examples = [.. policy.Sources.Select(_ => long.MaxValue)];
    private readonly long[] _conflicts = new long[policy.Sources.Count];
    private readonly SortedSet<Conflict>[] _firstConflicts = [.. policy.Sources.Select(_ => new SortedSet<Conflict>())];

    /// <summary>Records that stand more than once, by source: taken once.</summary>
    public IReadOnlyList<long> Repeated => _repeated;

    /// <summary>Runs the check; marks the index; reports conflicts as errors and repeated records as warnings.</summary>
    public void Run(int threads, CancellationToken cancellation)
    {
        KeyRepeats.ForEach(index, "identity", threads, (unit, writer) => Divide(unit, writer, cancellation), Settle, cancellation);
        Report();
    }

    private void Divide(int unit, RadixPartitions<KeyedRecord>.Writer writer, CancellationToken cancellation)
    {
        using var reader = new UnitReader(index, unit);
        while (reader.Next(IndexBlock.Columns.Keys))
        {
            cancellation.ThrowIfCancellationRequested();
            var number = reader.UnitStart + reader.BlockStart;
            foreach (var key in reader.Block.Keys.AsSpan(0, reader.Block.Count)) writer.Add(key, new KeyedRecord(key, number++));
        }
    }

    /// <summary>Settles records, sorted by key, each of which shares its key with another.</summary>
    private void Settle(ReadOnlySpan<KeyedRecord> sorted)
    {
        using var records = new RecordLookup(index);
        var group = new List<Candidate>();
        for (var start = 0; start < sorted.Length;)
        {
            group.Clear();
            var end = start;
            for (; end < sorted.Length && sorted[end].Key == sorted[start].Key; end++)
            {
                var number = sorted[end].Number;
                group.Add(new Candidate(index.Units[index.UnitOf(number)].File.Source, records.Digest(number), records.Attributes(number), number));
            }

            group.Sort();
            foreach (var source in group.GroupBy(c => c.Source))
            {
                if (policy.Sources[source.Key].Columns.ContainsKey("id")) SettleMapped(source, records);
                else SettleImplied([.. source]);
            }

            start = end;
        }
    }

    /// <summary>The same text again is another record, with the next number in its id. Sorted by what the record says, then by place.</summary>
    private void SettleImplied(IReadOnlyList<Candidate> group)
    {
        for (int i = 1, occurrence = 1; i < group.Count; i++)
        {
            occurrence = group[i].Digest.Equals(group[i - 1].Digest) ? occurrence + 1 : 1;
            if (occurrence > 1) index.Mark(group[i].Number, occurrence);
        }
    }

    /// <summary>Equal keys are equal ids unless 64 bits collided: the ids themselves decide.</summary>
    private void SettleMapped(IEnumerable<Candidate> group, RecordLookup records)
    {
        var firsts = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        foreach (var candidate in group)
        {
            var id = Encoding.UTF8.GetString(records.Id(candidate.Number));
            if (firsts.TryAdd(id, candidate)) continue;
            var first = firsts[id];
            if (!candidate.Digest.Equals(first.Digest) || candidate.Attributes != first.Attributes)
            {
                Add(new Conflict(Math.Max(first.Number, candidate.Number), Math.Min(first.Number, candidate.Number), id, first.Digest.Equals(candidate.Digest)), candidate.Source);
                continue;
            }

            index.Mark(candidate.Number, RecordIndex.Folded);
            lock (_reporting)
            {
                _repeated[candidate.Source]++;
                _examples[candidate.Source] = Math.Min(_examples[candidate.Source], candidate.Number);
            }
        }
    }

    /// <summary>Counts a conflict and keeps it while it is among the first by place.</summary>
    private void Add(Conflict conflict, int source)
    {
        lock (_reporting)
        {
            _conflicts[source]++;
            var kept = _firstConflicts[source];
            kept.Add(conflict);
            if (kept.Count > MaxReported) kept.Remove(kept.Max);
        }
    }

    private void Report()
    {
        using var records = new RecordLookup(index);
        for (var s = 0; s < policy.Sources.Count; s++)
        {
            var source = policy.Sources[s];
            foreach (var conflict in _firstConflicts[s]) Report(conflict, source, records);
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
                    $"{_repeated[s]} records of source '{source.Name}' stand more than once with the same id, text and attributes; each is taken once (an example: {records.Where(_examples[s])})",
                    "list each file once in paths, or drop the copies");
            }
        }
    }

    private void Report(Conflict conflict, Source source, RecordLookup records)
    {
        var (unit, rowGroup, row) = records.Place(conflict.Later);
        var what = conflict.SameText ? "the same text but differing attributes" : "two texts";
        diagnostics.Error(
            Codes.IdWithTwoTexts,
            RowPlace.Of(index.Units[unit].File, rowGroup, row),
            $"id '{Shorten(conflict.Id)}' of source '{source.Name}' has {what}: at {records.Where(conflict.Earlier)} and at {records.Where(conflict.Later)}",
            "give each record an id of its own", "leave id unmapped: the text's digest is the id then");
    }

    private static string Shorten(string id) => id.Length <= 80 ? id : id[..80] + "...";

    private readonly record struct Conflict(long Later, long Earlier, string Id, bool SameText) : IComparable<Conflict>
    {
        public int CompareTo(Conflict other) => (Later, Earlier).CompareTo((other.Later, other.Earlier));
    }

    private readonly record struct Candidate(int Source, Digest256 Digest, ulong Attributes, long Number) : IComparable<Candidate>
    {
        public int CompareTo(Candidate other)
        {
            var order = Source.CompareTo(other.Source);
            if (order == 0) order = Digest.CompareTo(other.Digest);
            if (order == 0) order = Attributes.CompareTo(other.Attributes);
            return order != 0 ? order : Number.CompareTo(other.Number);
        }
    }
}
