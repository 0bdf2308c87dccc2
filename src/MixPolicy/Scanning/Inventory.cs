using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Rules;
using MixPolicy.Selection;

namespace MixPolicy.Scanning;

/// <summary>What exists: the pool, by strata, over the record index. Immutable once made.</summary>
internal sealed class Inventory
{
    /// <summary>Planning takes time and memory with the square of these.</summary>
    private const int MaxStrata = 4096;

    private readonly StratumMap[] _stratumOf;
    private readonly SelectionKey[] _keys;
    private readonly Policy _policy;

    private Inventory(Policy policy, RecordSchema schema, RecordIndex index, IReadOnlyList<Stratum> strata, StratumMap[] stratumOf, KeyHistogram histogram, RareWords? words, NearGroups? near)
    {
        (Words, Near) = (words, near);
        (_policy, Schema, Index, Strata, _stratumOf, Histogram) = (policy, schema, index, strata, stratumOf, histogram);
        _keys = [.. policy.Sources.Select(s => new SelectionKey(s.Name, policy.Seed))];
    }

    /// <summary>What classes hold.</summary>
    public RecordSchema Schema { get; }

    /// <summary>Every admitted record.</summary>
    public RecordIndex Index { get; }

    /// <summary>The strata, by name (ordinal).</summary>
    public IReadOnlyList<Stratum> Strata { get; }

    /// <summary>How each stratum's amount lies over the selection keys.</summary>
    public KeyHistogram Histogram { get; }

    /// <summary>Which records are near duplicates; null when no rule asks.</summary>
    public NearGroups? Near { get; }

    /// <summary>Which words are rare; null when no rule counts words.</summary>
    public RareWords? Words { get; }

    /// <summary>The largest record, in the policy's unit; 0 for an empty pool.</summary>
    public long Largest => Strata.Count == 0 ? 0 : Strata.Max(s => s.Largest);

    /// <summary>Divides the pool into strata and sums it up; null when there are more than can be planned (then reported).</summary>
    public static Inventory? Take(
        Policy policy, RecordSchema schema, RecordIndex index, RareWords? words, NearGroups? near, int threads, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        var (strata, stratumOf) = Divide(policy, schema, index, threads, cancellation);
        if (strata.Length > MaxStrata)
        {
            diagnostics.Error(
                Codes.TooComplex, policy.Mix.Place,
                $"the rules divide the records into {strata.Length} strata; at most {MaxStrata} can be planned. Two of them: '{Shown.Short(strata[0].Name)}', '{Shown.Short(strata[^1].Name)}'",
                "map the attributes that limits are stated by (generator, kind, groups) to columns that hold few different values", "drop the limits by such an attribute");
            return null;
        }

        var inventory = new Inventory(policy, schema, index, strata, stratumOf, new KeyHistogram(strata.Length), words, near);
        var sums = index.ForEachUnit(threads, () => new StratumSums(strata.Length), (unit, own) => own.Add(inventory, unit, cancellation), cancellation);
        foreach (var other in sums.Skip(1)) sums[0].Add(other);
        return new Inventory(
            policy, schema, index,
            [.. strata.Select((s, i) => s with { Records = sums[0].Records[i], Available = sums[0].Available[i], Largest = sums[0].Largest[i], Words = sums[0].Words[i], RareWords = sums[0].RareWords[i] })],
            stratumOf, inventory.Histogram, words, near);
    }

    /// <summary>Which stratum a unit's records are in.</summary>
    public StratumMap StrataOf(int unit) => _stratumOf[unit];

    /// <summary>The selection keys of the source that a unit belongs to.</summary>
    public SelectionKey Keys(int unit) => _keys[Index.Units[unit].File.Source];

    /// <summary>What records are counted in.</summary>
    public MixUnit Unit => _policy.Mix.Unit;

    private static (Stratum[] Strata, StratumMap[] StratumOf) Divide(Policy policy, RecordSchema schema, RecordIndex index, int threads, CancellationToken cancellation)
    {
        IRule[] rules = [.. policy.Rules, new MixSettings(policy)];
        var kinds = new (int Class, RecordFact Fact)[index.Units.Count][];
        Workers.Run(kinds.Length, threads, unit => kinds[unit] = Kinds(index, unit, cancellation), cancellation);
        var named = new SortedDictionary<string, Stratum>(StringComparer.Ordinal);
        var names = new string[kinds.Length][];
        for (var u = 0; u < kinds.Length; u++)
        {
            var unit = index.Units[u];
            names[u] = [.. kinds[u].Select(k => Name(rules, unit.Classes[k.Class], k.Fact, schema))];
            for (var k = 0; k < names[u].Length; k++)
            {
                var sample = unit.Classes[kinds[u][k].Class];
                named.TryAdd(names[u][k], new Stratum(names[u][k], unit.File.Source, sample.Origin, sample, kinds[u][k].Fact, 0, 0, 0));
            }
        }

        var numbers = named.Keys.Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i, StringComparer.Ordinal);
        var maps = new StratumMap[kinds.Length];
        for (var u = 0; u < kinds.Length; u++)
        {
            maps[u] = new StratumMap(index.Units[u].Classes.Count);
            for (var k = 0; k < names[u].Length; k++) maps[u].Set(kinds[u][k].Class, kinds[u][k].Fact, numbers[names[u][k]]);
        }

        return ([.. named.Values], maps);
    }

    /// <summary>The classes of a unit's records, with what else is known of them: in the order of the classes, then of the facts.</summary>
    private static (int Class, RecordFact Fact)[] Kinds(RecordIndex index, int unit, CancellationToken cancellation)
    {
        if (!index.Facts.Any) return [.. index.Units[unit].Classes.Select((_, c) => (c, default(RecordFact)))];
        var seen = new HashSet<(int Class, RecordFact Fact)>();
        using var reader = new UnitReader(index, unit);
        while (reader.Next(IndexBlock.Columns.Plan))
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < reader.Block.Count; i++)
            {
                if (reader.Occurrences[i] > 0) seen.Add((reader.Block.Classes[i], reader.Fact(i)));
            }
        }

        return [.. seen.OrderBy(k => k.Class).ThenBy(k => k.Fact.Bits)];
    }

    private static string Name(IRule[] rules, RecordClass record, RecordFact fact, RecordSchema schema) => string.Join(
        '/', [record.Source, record.Origin.Name(), .. rules.SelectMany(r => new[] { r.Facet(record, schema), r.Facet(fact) }).OfType<string>()]);
}
