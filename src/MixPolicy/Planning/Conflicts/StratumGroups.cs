using System.Numerics;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Planning.Conflicts;

/// <summary>
/// Strata that some rows cannot tell apart, put together: the sum of their amounts can be anything between the sums of their bounds, so nothing is lost.
/// Where a row counts distinct records, a stratum is two columns: up to everyone once, and what comes after. Distinct records grow in proportion to the
/// amount, so only strata with the same mean size go together.
/// </summary>
internal sealed class StratumGroups
{
    private readonly IReadOnlyList<Stratum> _strata;
    private readonly IReadOnlyList<SystemRow> _rows;
    private readonly List<(int Stratum, int Column, long Low, long High)> _parts = [];
    private readonly List<int> _samples = [];
    private readonly List<(long Amount, long Records)> _units = [];
    private readonly List<BigInteger> _low = [];
    private readonly List<BigInteger> _high = [];

    /// <summary>Groups the strata for some rows.</summary>
    public StratumGroups(IReadOnlyList<Stratum> strata, StratumBox[] boxes, IReadOnlyList<SystemRow> rows)
    {
        (_strata, _rows) = (strata, rows);
        var classes = Classes(strata.Count, rows);
        var known = new Dictionary<(int, long, long), int>();
        for (var s = 0; s < strata.Count; s++)
        {
            var (available, least, most) = (strata[s].Available, boxes[s].Least, boxes[s].Most);
            if (available == 0 || !IsCounted(s))
            {
                Add(known, (classes[s], 1, 0), s, least, most);
                continue;
            }

            var common = (long)BigInteger.GreatestCommonDivisor(available, strata[s].Records);
            // What must be there is there once before it is there twice.
            Add(known, (classes[s], available / common, strata[s].Records / common), s, Math.Min(least, available), Math.Min(most, available));
            Add(known, (classes[s], 1, 0), s, Math.Max(least - available, 0), Math.Max(most - available, 0));
        }
    }

    /// <summary>Which strata and column belong together, and between which amounts the one lies within the other.</summary>
    public IReadOnlyList<(int Stratum, int Column, long Low, long High)> Parts => _parts;

    /// <summary>A stratum of each column, and how many units of text one of the column is.</summary>
    public IEnumerable<(int Stratum, long Amount)> Samples => _samples.Select((s, c) => (s, _units[c].Amount));

    /// <summary>The program over the groups.</summary>
    public BoxProgram Program() => new(
        [.. _rows.Select(Coefficients)],
        [.. _rows.Select(r => r.Least is { } least ? new Fraction(least, 1) : (Fraction?)null)],
        [.. _rows.Select(r => r.Most is { } most ? new Fraction(most, 1) : (Fraction?)null)],
        [.. _low.Select((low, c) => new Fraction(low, _units[c].Amount))],
        [.. _high.Select((high, c) => new Fraction(high, _units[c].Amount))]);

    /// <summary>About how many distinct records a row that counts nothing else comes to, where strata lie as for <see cref="Value"/>.</summary>
    public double Count(SystemRow row, Fraction[] point)
    {
        var parts = point.Select((x, c) => _high[c] == _low[c] ? 0 : ((x * new Fraction(_units[c].Amount, 1)) - new Fraction(_low[c], 1)).ToDouble() / (double)(_high[c] - _low[c])).ToArray();
        var values = row.Records.Select(v => (double)v).ToArray();
        var amounts = new double[_strata.Count];
        foreach (var part in _parts) amounts[part.Stratum] += part.Low + (parts[part.Column] * (part.High - part.Low));
        var sum = 0.0;
        for (var s = 0; s < amounts.Length; s++)
        {
            var (available, records) = (_strata[s].Available, _strata[s].Records);
            if (available > 0) sum += values[row.Kinds[s]] * records * Math.Min(amounts[s] / available, 1);
        }

        return sum;
    }

    /// <summary>What a row that the strata are grouped for says of each column.</summary>
    public BigInteger[] Coefficients(SystemRow row) =>
        [.. _samples.Select((s, c) => (row.Amounts[row.Kinds[s]] * _units[c].Amount) + (row.Records[row.Kinds[s]] * _units[c].Records))];

    /// <summary>What any row of amounts comes to where every stratum of a group lies as far between its bounds as the group does.</summary>
    public Fraction Value(SystemRow row, Fraction[] point)
    {
        var (atLow, wide) = (BigInteger.Zero, new BigInteger[_low.Count]);
        if (row.Small is { } small)
        {
            var (low, widths) = (Int128.Zero, new Int128[_low.Count]);
            foreach (var part in _parts)
            {
                var value = small[row.Kinds[part.Stratum]];
                low += (Int128)value * part.Low;
                widths[part.Column] += (Int128)value * (part.High - part.Low);
            }

            (atLow, wide) = ((BigInteger)low, [.. widths.Select(w => (BigInteger)w)]);
        }
        else
        {
            foreach (var part in _parts)
            {
                atLow += row.Amounts[row.Kinds[part.Stratum]] * part.Low;
                wide[part.Column] += row.Amounts[row.Kinds[part.Stratum]] * (part.High - part.Low);
            }
        }

        var sum = new Fraction(atLow, 1);
        for (var c = 0; c < wide.Length; c++)
        {
            if (wide[c].IsZero) continue;
            var moved = (point[c] * new Fraction(_units[c].Amount, 1)) - new Fraction(_low[c], 1);
            if (moved != Fraction.Zero) sum += moved * new Fraction(wide[c], _high[c] - _low[c]);
        }

        return sum;
    }

    private bool IsCounted(int stratum) => _rows.Any(r => r.Counts && !r.Records[r.Kinds[stratum]].IsZero);

    private static int[] Classes(int strata, IReadOnlyList<SystemRow> rows)
    {
        var classes = new int[strata];
        foreach (var row in rows)
        {
            var numbers = new Dictionary<(int, int), int>();
            for (var s = 0; s < strata; s++)
            {
                var key = (classes[s], row.Kinds[s]);
                if (!numbers.TryGetValue(key, out classes[s])) numbers.Add(key, classes[s] = numbers.Count);
            }
        }

        return classes;
    }

    private void Add(Dictionary<(int, long, long), int> known, (int Class, long Amount, long Records) key, int stratum, long low, long high)
    {
        if (!known.TryGetValue(key, out var column))
        {
            known.Add(key, column = _samples.Count);
            _samples.Add(stratum);
            _units.Add((key.Amount, key.Records));
            _low.Add(0);
            _high.Add(0);
        }

        _low[column] += low;
        _high[column] += high;
        _parts.Add((stratum, column, low, high));
    }
}
