using System.Numerics;
using MixPolicy.Policies;

namespace MixPolicy.Planning;

/// <summary>
/// Proves in whole numbers that a mix is the nearest one. Doubles guess which rows are tight and what holds each stratum; then
/// <list type="number">
/// <item>the multipliers that put the tight rows at their bounds follow exactly (<see cref="ActiveSystem"/>), and from them every amount;</item>
/// <item>the mix is the nearest (Karush, Kuhn and Tucker; the problem is convex, so that suffices) when what holds each stratum is what was supposed, no
/// multiplier pulls the wrong way, and every other row holds;</item>
/// <item>else the active set is mended: strata as the amounts say, rows that pull the wrong way out, broken rows in. That is Newton's method for the
/// nearest mix, and from a good guess takes few exchanges. They are bounded;</item>
/// <item>where they lead nowhere, as they may where more rows and bounds meet than there are strata, a way that surely ends finds the multipliers
/// (<see cref="DualExchange"/>), and they are put to the same test.</item>
/// </list>
/// </summary>
internal sealed class MixProof(PlanModel model)
{
    private const int MaxExchanges = 40;

    private readonly List<int> _tight = [];
    private readonly BigInteger[] _whole = new BigInteger[model.Count]; // what all rows pull each stratum to, and what those of amounts alone do
    private readonly BigInteger[] _beyond = new BigInteger[model.Count];
    private Hold[] _holds = [];
    private bool[] _atLeast = [];

    /// <summary>The proved mix; null when no proof was found within the bound.</summary>
    /// <param name="multipliers">By row, as doubles found them.</param>
    /// <param name="holds">By stratum, as doubles found them.</param>
    /// <param name="cancellation">Ends it.</param>
    public ExactMix? Run(double[] multipliers, Hold[] holds, CancellationToken cancellation) =>
        Exchange(multipliers, holds, cancellation) ?? Surely(multipliers, holds, cancellation);

    /// <summary>The proved mix by the way that surely ends; null when there is none, or where it takes too much.</summary>
    /// <inheritdoc cref="Run"/>
    public ExactMix? Surely(double[] multipliers, Hold[] holds, CancellationToken cancellation)
    {
        if (new DualExchange(model).Run(multipliers, holds, cancellation) is not { } found) return null;
        var mix = Follow(found.Numerators, found.Denominator) with { Exchanges = MaxExchanges };
        return Enumerable.Range(0, model.Rows.Length).All(r => IsHeld(r, mix)) ? mix : null;
    }

    /// <summary>Whether a row holds, and is at the side to which its multiplier holds it.</summary>
    private bool IsHeld(int r, ExactMix mix)
    {
        var (row, value) = (model.Rows[r], Value(r, mix));
        if (Broken(r, mix) != 0) return false;
        return mix.Multipliers[r].Sign switch
        {
            0 => true,
            > 0 => row.Least is { } least && value * least.Denominator == least.Numerator * mix.Denominator,
            _ => row.Most is { } most && value * most.Denominator == most.Numerator * mix.Denominator,
        };
    }

    private ExactMix? Exchange(double[] multipliers, Hold[] holds, CancellationToken cancellation)
    {
        _holds = [.. holds];
        _atLeast = [.. model.Rows.Select((row, r) => row.Most is null || (row.Least is not null && multipliers[r] > 0))];
        // The strongest first: where rows say the same, they speak for the others.
        _tight.AddRange(Enumerable.Range(0, model.Rows.Length)
            .Where(r => multipliers[r] != 0 || model.Rows[r].IsEquality)
            .OrderByDescending(r => model.Rows[r].IsEquality).ThenByDescending(r => Math.Abs(multipliers[r])));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var oneByOne = false;
        for (var exchange = 0; exchange <= MaxExchanges; exchange++)
        {
            cancellation.ThrowIfCancellationRequested();
            oneByOne |= !seen.Add($"{string.Join(',', _tight)};{string.Concat(_holds.Select(h => (char)('0' + (int)h)))}");
            if (new ActiveSystem(model, _tight, _holds).Multipliers([.. _tight.Select(Bound)], out var rows) is not { } solved) return null;
            var mix = Follow(solved.Numerators, solved.Denominator) with { Exchanges = exchange };
            if (!Mend(mix, rows, oneByOne)) return mix;
        }

        return null;
    }

    private Fraction Bound(int r) => (_atLeast[r] ? model.Rows[r].Least : model.Rows[r].Most)!.Value;

    /// <summary>What follows from multipliers: each stratum's nearest amount (see <see cref="PlanStrata.Amount"/>).</summary>
    private ExactMix Follow(BigInteger[] multipliers, BigInteger denominator)
    {
        var n = model.Count;
        var (push, oncePush) = (new BigInteger[n], new BigInteger[n]);
        var common = BigInteger.Zero;
        for (var r = 0; r < multipliers.Length; r++)
        {
            if (multipliers[r].IsZero) continue;
            var row = model.Rows[r];
            common += multipliers[r] * row.Common;
            var to = row.CountsOnce ? oncePush : push;
            for (var s = 0; s < n; s++)
            {
                if (row.Coefficients[s] == 1) to[s] += multipliers[r];
                else if (row.Coefficients[s] != 0) to[s] += multipliers[r] * row.Coefficients[s];
            }
        }

        var (amounts, pulls, holds) = (new BigInteger[n], new BigInteger[n], new Hold[n]);
        for (var s = 0; s < n; s++)
        {
            var beyond = (denominator * model.Targets[s]) + (model.Weights[s] * (push[s] + common));
            var once = denominator * model.Once[s];
            var pull = oncePush[s].IsZero ? beyond : beyond + (model.Weights[s] * oncePush[s]);
            (_whole[s], _beyond[s]) = (pull, beyond);
            var hold = pull <= once ? Hold.Below : Hold.Above;
            if (hold == Hold.Above && oncePush[s].Sign > 0)
            {
                if (beyond <= once) hold = Hold.Once;
                pull = hold == Hold.Once ? once : beyond;
            }

            var (floor, cap) = (denominator * model.Floors[s], denominator * model.Caps[s]);
            if (pull <= floor) hold = Hold.Floor;
            else if (pull >= cap) hold = Hold.Cap;
            (amounts[s], pulls[s], holds[s]) = (hold == Hold.Floor ? floor : hold == Hold.Cap ? cap : pull, pull, hold);
        }

        return new ExactMix(amounts, multipliers, pulls, holds, denominator, 0);
    }

    /// <summary>Mends the active set by what a mix shows; false when nothing is to mend: then the mix is proved.</summary>
    /// <param name="mix">What followed from the active set.</param>
    /// <param name="independent">The rows whose multipliers were free.</param>
    /// <param name="oneByOne">Whether only the first fault is mended.</param>
    private bool Mend(ExactMix mix, List<int> independent, bool oneByOne)
    {
        var wrong = independent.Where(r => !model.Rows[r].IsEquality && mix.Multipliers[r].Sign == (_atLeast[r] ? -1 : 1)).ToList();
        var sameHolds = true;
        for (var s = 0; s < _holds.Length; s++)
        {
            if (IsAsSupposed(s, mix)) continue;
            (_holds[s], sameHolds) = (mix.Holds[s], false);
        }

        if (wrong.Count > 0 && oneByOne)
        {
            _tight.Remove(wrong.MaxBy(r => BigInteger.Abs(mix.Multipliers[r])));
            return true;
        }

        foreach (var r in wrong) _tight.Remove(r);
        var broken = new List<int>();
        for (var r = 0; r < model.Rows.Length; r++)
        {
            if (independent.Contains(r) && !wrong.Contains(r)) continue;
            var side = Broken(r, mix);
            if (side == 0) continue;
            _atLeast[r] = side < 0;
            broken.Add(r);
            if (oneByOne) break;
        }

        foreach (var r in broken)
        {
            _tight.Remove(r);
            _tight.Insert(0, r);
        }

        return wrong.Count > 0 || broken.Count > 0 || !sameHolds;
    }

    /// <summary>Whether what was supposed to hold a stratum gives the same amount as what does: on a bound, several may.</summary>
    private bool IsAsSupposed(int s, ExactMix mix) => _holds[s] switch
    {
        Hold.Floor => mix.Amounts[s] == mix.Denominator * model.Floors[s],
        Hold.Cap => mix.Amounts[s] == mix.Denominator * model.Caps[s],
        Hold.Once => mix.Amounts[s] == mix.Denominator * model.Once[s],
        Hold.Below => mix.Amounts[s] == _whole[s] && mix.Amounts[s] <= mix.Denominator * model.Once[s],
        _ => mix.Amounts[s] == _beyond[s] && mix.Amounts[s] >= mix.Denominator * model.Once[s],
    };

    /// <summary>-1 when a row is below its lower side, 1 when above its upper side.</summary>
    private int Broken(int r, ExactMix mix)
    {
        var (row, value) = (model.Rows[r], Value(r, mix));
        if (row.Least is { } least && value * least.Denominator < least.Numerator * mix.Denominator) return -1;
        return row.Most is { } most && value * most.Denominator > most.Numerator * mix.Denominator ? 1 : 0;
    }

    /// <summary>What a row comes to, times the denominator.</summary>
    private BigInteger Value(int r, ExactMix mix)
    {
        var row = model.Rows[r];
        var value = BigInteger.Zero;
        for (var s = 0; s < model.Count; s++)
        {
            var coefficient = row.Coefficients[s];
            if (coefficient == 1) value += Counted(s);
            else if (coefficient != 0) value += Counted(s) * coefficient;
        }

        if (row.Common.IsZero) return value;
        return value + (row.Common * (row.CountsOnce ? Enumerable.Range(0, model.Count).Aggregate(BigInteger.Zero, (sum, s) => sum + Counted(s)) : mix.Total));

        BigInteger Counted(int s) => row.CountsOnce ? BigInteger.Min(mix.Amounts[s], mix.Denominator * model.Once[s]) : mix.Amounts[s];
    }
}
