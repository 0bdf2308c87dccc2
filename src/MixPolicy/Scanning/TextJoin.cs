using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Hashing;
using MixPolicy.Policies;
using MixPolicy.Rules;

namespace MixPolicy.Scanning;

/// <summary>
/// Settles what becomes of records that hold the same text, over all sources, as far as the policy asks: takes records out of the pool, or notes what
/// the planner needs to know of them. Of the records of a text one stands for it: one that no hard limit refuses before one that some does, human
/// before other, then of the source with the larger target, the larger factor, the first name, then by selection key. So neither the order nor the
/// names of files matter, nor the number of threads.
/// </summary>
internal sealed class TextJoin
{
    private readonly Policy _policy;
    private readonly RecordIndex _index;
    private readonly TextUse _use;
    private readonly int[] _ranks;
    private readonly Lazy<bool[][]> _refused;

    private TextJoin(Policy policy, RecordSchema schema, RecordIndex index, TextUse use)
    {
        (_policy, _index, _use) = (policy, index, use);
        _ranks = SourceRanks.Of(policy);
        _refused = new Lazy<bool[][]>(() => RefusedClasses.Of(policy, schema, index));
    }

    /// <summary>Runs the join where the policy needs it; marks the index.</summary>
    public static PoolTexts Run(Policy policy, RecordSchema schema, RecordIndex index, int threads, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        var use = policy.Rules.Append(new MixSettings(policy)).Aggregate(TextUse.None, (all, rule) => all.And(rule.Texts));
        if (policy.Mix.Budget.IsAll) use = use.WithoutPlanner();
        if (use is { Copies: <= CopyUse.Count, Conflicts: ConflictUse.None, OneSource: false, MostTimes: null }) return PoolTexts.None;
        var found = new TextJoin(policy, schema, index, use).Run(threads, cancellation);
        found.Report(policy, diagnostics);
        return found;
    }

    private PoolTexts Run(int threads, CancellationToken cancellation)
    {
        var conflicts = new RadixPartitions<Digest256>(Path.Combine(_index.WorkFolder, "conflicts"));
        try
        {
            var all = new TextTally(_policy.Sources.Count, conflicts.Open());
            var tallies = new TextGroups(_index, _policy.Mix.Unit).ForEach<TextTally>(
                threads, () => new TextTally(_policy.Sources.Count, conflicts.Open()), Settle, cancellation);
            foreach (var tally in tallies) all.Add(tally);
            using var records = new RecordLookup(_index);
            return new PoolTexts(
                Dropped(all.Copies, records),
                Dropped(all.Conflicts, records),
                (all.Conflicting.Pairs, all.Conflicting.Records),
                all.Conflicting.Example(records),
                conflicts);
        }
        catch
        {
            conflicts.Dispose();
            throw;
        }
    }

    private IReadOnlyList<DroppedRecords> Dropped(IReadOnlyList<PairTally> bySource, RecordLookup records) =>
    [
        .. bySource.Select((t, s) => (Tally: t, _policy.Sources[s].Name)).Where(t => t.Tally.Records > 0)
            .Select(t => new DroppedRecords(t.Name, t.Tally.Records, (BigInteger)t.Tally.Amount, t.Tally.Example(records)!)),
    ];

    private void Settle(Span<TextRecord> group, TextTally tally)
    {
        if (_use.Conflicts != ConflictUse.None && IsConflict(group, out var human, out var other))
        {
            tally.Conflict(group.Length, human, other);
            if (_use.Conflicts != ConflictUse.Count)
            {
                foreach (var record in group) SettleConflict(record, Class(record).IsHuman ? other : human, tally);
                return;
            }
        }

        group.Sort(Compare);
        if (_use.Copies == CopyUse.Drop)
        {
            foreach (var record in group[1..]) Drop(record, group[0], tally.Copies);
            return;
        }

        SettleForPlanner(_use.OneSource ? WithinOneSource(group) : group);
    }

    private void SettleConflict(in TextRecord record, in TextRecord against, TextTally tally)
    {
        if (_use.Conflicts == ConflictUse.Drop) Drop(record, against, tally.Conflicts);
        else _index.Facts.Add(record.Number, RecordFact.Conflict);
    }

    /// <summary>Notes which records are held by another source than the one that stands for the text; those of that source.</summary>
    private Span<TextRecord> WithinOneSource(Span<TextRecord> group)
    {
        var (source, kept) = (Source(group[0]), 0);
        foreach (var record in group)
        {
            if (Source(record) == source) group[kept++] = record;
            else _index.Facts.Add(record.Number, RecordFact.Elsewhere);
        }

        return group[..kept];
    }

    private void SettleForPlanner(ReadOnlySpan<TextRecord> group)
    {
        if (group.Length == 1) return;
        if (_use.Copies >= CopyUse.Mark)
        {
            foreach (var record in group[1..]) _index.Facts.Add(record.Number, RecordFact.Copy);
        }

        if (_use.Copies == CopyUse.LeaveOut || _use.MostTimes is not { } most) return;
        var each = most / group.Length;
        for (var i = 0; i < group.Length; i++)
        {
            var cap = each > 0 ? each : i < most ? 1 : 0;
            var factor = _policy.FactorOf(_policy.Sources[Source(group[i])].Name).Value;
            if (cap < factor.Ceiling()) _index.Facts.Add(group[i].Number, RecordFact.OfTextCap(Math.Min(cap, RecordFact.MostTextCap)));
        }
    }

    private void Drop(in TextRecord record, in TextRecord instead, IReadOnlyList<PairTally> tallies)
    {
        _index.Mark(record.Number, RecordIndex.Dropped);
        tallies[Source(record)].Add(record, instead, 1, record.Amount);
    }

    private bool IsConflict(ReadOnlySpan<TextRecord> group, out TextRecord human, out TextRecord other)
    {
        (human, other) = (default, default);
        var (humans, others) = (0, 0);
        foreach (var record in group)
        {
            if (Class(record).IsHuman && humans++ == 0) human = record;
            else if (!Class(record).IsHuman && others++ == 0) other = record;
        }

        return humans > 0 && others > 0;
    }

    private int Compare(TextRecord a, TextRecord b)
    {
        var order = IsRefused(a).CompareTo(IsRefused(b));
        if (order == 0) order = Class(b).IsHuman.CompareTo(Class(a).IsHuman);
        if (order == 0) order = _ranks[Source(a)].CompareTo(_ranks[Source(b)]);
        if (order == 0) order = a.Key.CompareTo(b.Key);
        if (order == 0) order = a.Occurrence.CompareTo(b.Occurrence);
        return order != 0 ? order : a.Number.CompareTo(b.Number);
    }

    private int Source(in TextRecord record) => _index.Units[_index.UnitOf(record.Number)].File.Source;

    private RecordClass Class(in TextRecord record) => _index.Units[_index.UnitOf(record.Number)].Classes[record.Class];

    private bool IsRefused(in TextRecord record) => _refused.Value[_index.UnitOf(record.Number)][record.Class];
}
