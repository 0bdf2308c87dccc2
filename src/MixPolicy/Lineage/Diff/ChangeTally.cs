using System.Numerics;
using MixPolicy.Scanning;

namespace MixPolicy.Lineage.Diff;

/// <summary>Sums records that changed alike, and keeps the first ten. One worker an instance.</summary>
internal sealed class ChangeTally
{
    private const int Shown = 10;
    private readonly SortedDictionary<Origin, Sum> _byOrigin = [];
    private readonly Dictionary<int, Sum> _bySource = [];
    private readonly SortedDictionary<long, Change> _first = [];

    /// <summary>The first ten, by the row that each is shown by.</summary>
    public IReadOnlyDictionary<long, Change> First => _first;

    /// <summary>Adds a record.</summary>
    /// <param name="row">The row that it is shown by.</param>
    /// <param name="source">Number of its source.</param>
    /// <param name="change">How it changed.</param>
    public void Add(long row, int source, in Change change)
    {
        var sum = new Sum(1, change.Before, change.After);
        var origin = change.OriginAfter ?? change.OriginBefore!.Value;
        _byOrigin[origin] = _byOrigin.GetValueOrDefault(origin) + sum;
        _bySource[source] = _bySource.GetValueOrDefault(source) + sum;
        Keep(row, change);
    }

    /// <summary>Adds what another worker has summed.</summary>
    public void Add(ChangeTally other)
    {
        foreach (var (origin, sum) in other._byOrigin) _byOrigin[origin] = _byOrigin.GetValueOrDefault(origin) + sum;
        foreach (var (source, sum) in other._bySource) _bySource[source] = _bySource.GetValueOrDefault(source) + sum;
        foreach (var (row, change) in other._first) Keep(row, change);
    }

    /// <summary>The sums, with the first ten by name.</summary>
    /// <param name="sources">Names of the sources, by number.</param>
    /// <param name="names">The rows' names.</param>
    public ChangeGroup Group(IReadOnlyList<string> sources, IReadOnlyDictionary<long, NamedRow> names) => new(
        _byOrigin.Values.Aggregate(default(Sum), (all, one) => all + one).Whole,
        [.. _byOrigin.Select(o => (o.Key.Name(), o.Value.Whole))],
        [.. _bySource.Select(s => (sources[s.Key], s.Value.Whole)).OrderBy(s => s.Item1, StringComparer.Ordinal)],
        [.. _first.Select(f => new ChangedRecord(names[f.Key], (BigInteger)f.Value.Before, (BigInteger)f.Value.After, f.Value.OriginBefore?.Name(), f.Value.OriginAfter?.Name()))]);

    private void Keep(long row, in Change change)
    {
        if (_first.Count == Shown && row > _first.Keys.Last()) return;
        _first[row] = change;
        if (_first.Count > Shown) _first.Remove(_first.Keys.Last());
    }

    private readonly record struct Sum(long Records, Int128 Before, Int128 After)
    {
        public ChangeSum Whole => new(Records, (BigInteger)Before, (BigInteger)After);

        public static Sum operator +(Sum a, Sum b) => new(a.Records + b.Records, a.Before + b.Before, a.After + b.After);
    }
}

/// <summary>How a record changed.</summary>
/// <param name="Before">Its amount in the older mix.</param>
/// <param name="After">Its amount in the newer one.</param>
/// <param name="OriginBefore">Its origin there; null when it was not there.</param>
/// <param name="OriginAfter">Its origin here; null when it is not here.</param>
internal readonly record struct Change(Int128 Before, Int128 After, Origin? OriginBefore, Origin? OriginAfter);
