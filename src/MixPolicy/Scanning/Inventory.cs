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

    private readonly int[][] _stratumOfClass;
    private readonly SelectionKey[] _keys;
    private readonly Policy _policy;

    private Inventory(Policy policy, RecordSchema schema, RecordIndex index, IReadOnlyList<Stratum> strata, int[][] stratumOfClass, KeyHistogram histogram)
    {
        (_policy, Schema, Index, Strata, _stratumOfClass, Histogram) = (policy, schema, index, strata, stratumOfClass, histogram);
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

    /// <summary>The largest record, in the policy's unit; 0 for an empty pool.</summary>
    public long Largest => Strata.Count == 0 ? 0 : Strata.Max(s => s.Largest);

    /// <summary>Divides the pool into strata and sums it up; null when there are more than can be planned (then reported).</summary>
    public static Inventory? Take(
        Policy policy, RecordSchema schema, RecordIndex index, int threads, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        var (strata, stratumOfClass) = Divide(policy, schema, index);
        if (strata.Length > MaxStrata)
        {
            diagnostics.Error(
                Codes.TooComplex, policy.Mix.Place,
                $"the rules divide the records into {strata.Length} strata; at most {MaxStrata} can be planned. Two of them: '{Shown.Short(strata[0].Name)}', '{Shown.Short(strata[^1].Name)}'",
                "map generator and kind to columns that hold few different values", "drop the limits by generator or kind");
            return null;
        }

        var inventory = new Inventory(policy, schema, index, strata, stratumOfClass, new KeyHistogram(strata.Length));
        var sums = index.ForEachUnit(threads, () => new StratumSums(strata.Length), (unit, own) => own.Add(inventory, unit, cancellation), cancellation);
        foreach (var other in sums.Skip(1)) sums[0].Add(other);
        return new Inventory(
            policy, schema, index,
            [.. strata.Select((s, i) => s with { Records = sums[0].Records[i], Available = sums[0].Available[i], Largest = sums[0].Largest[i] })],
            stratumOfClass, inventory.Histogram);
    }

    /// <summary>The number of the stratum of a class of a unit.</summary>
    public int[] StratumOfClass(int unit) => _stratumOfClass[unit];

    /// <summary>The selection keys of the source that a unit belongs to.</summary>
    public SelectionKey Keys(int unit) => _keys[Index.Units[unit].File.Source];

    /// <summary>What records are counted in.</summary>
    public MixUnit Unit => _policy.Mix.Unit;

    private static (Stratum[] Strata, int[][] StratumOfClass) Divide(Policy policy, RecordSchema schema, RecordIndex index)
    {
        var named = new SortedDictionary<string, Stratum>(StringComparer.Ordinal);
        var names = new string[index.Units.Count][];
        for (var u = 0; u < index.Units.Count; u++)
        {
            var unit = index.Units[u];
            names[u] = [.. unit.Classes.Select(c => Name(policy.Rules, c, schema))];
            for (var c = 0; c < names[u].Length; c++)
            {
                named.TryAdd(names[u][c], new Stratum(names[u][c], unit.File.Source, unit.Classes[c].Origin, unit.Classes[c], 0, 0, 0));
            }
        }

        var numbers = named.Keys.Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i, StringComparer.Ordinal);
        return ([.. named.Values], [.. names.Select(unit => unit.Select(name => numbers[name]).ToArray())]);
    }

    private static string Name(IReadOnlyList<IRule> rules, RecordClass record, RecordSchema schema) => string.Join(
        '/', [record.Source, record.Origin.Name(), .. rules.Select(r => r.Facet(record, schema)).OfType<string>()]);
}
