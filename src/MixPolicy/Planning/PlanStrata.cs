namespace MixPolicy.Planning;

/// <summary>The strata as the solver sees them: all by stratum, amounts as shares of the budget.</summary>
/// <param name="Targets">What each would hold if nothing bound.</param>
/// <param name="Weights">How cheaply each leaves its target; at least 0.</param>
/// <param name="Floors">The least of each; at most its cap.</param>
/// <param name="Caps">The most of each.</param>
/// <param name="Once">The amount at which everyone has been seen once.</param>
internal sealed record PlanStrata(double[] Targets, double[] Weights, double[] Floors, double[] Caps, double[] Once)
{
    /// <summary>How many there are.</summary>
    public int Count => Targets.Length;

    /// <summary>
    /// The amount that minimises (x - target)² / 2·weight - push·x - oncePush·min(x, once), from the floor to the cap. A push of distinct records (at least 0)
    /// ends where everyone is in.
    /// </summary>
    public double Amount(int s, double push, double oncePush)
    {
        var all = Targets[s] + (Weights[s] * (push + oncePush));
        if (oncePush <= 0 || all <= Once[s]) return Math.Clamp(all, Floors[s], Caps[s]);
        var beyond = Targets[s] + (Weights[s] * push);
        return Math.Clamp(Math.Max(beyond, Once[s]), Floors[s], Caps[s]);
    }

    /// <summary>The part of an amount that a row counts.</summary>
    public double Counted(PlanRow row, int s, double amount) => row.CountsOnce ? Math.Min(amount, Once[s]) : amount;

    /// <summary>How fast what a row counts grows with a push: the weight, or 0 where a bound holds the amount.</summary>
    public bool IsFree(PlanRow row, int s, double amount) =>
        amount > Floors[s] && amount < Caps[s] && amount != Once[s] && (!row.CountsOnce || amount < Once[s]);

    /// <summary>Whether some amounts within the caps meet a row, whatever the other rows.</summary>
    public bool CanHold(PlanRow row)
    {
        var up = Enumerable.Range(0, Count).Sum(s => row.Coefficients[s] * Counted(row, s, row.Coefficients[s] > 0 ? Caps[s] : Floors[s]));
        var down = Enumerable.Range(0, Count).Sum(s => row.Coefficients[s] * Counted(row, s, row.Coefficients[s] > 0 ? Floors[s] : Caps[s]));
        return up >= row.Least - DualAscent.Tolerance && down <= row.Most + DualAscent.Tolerance;
    }

    /// <summary>The minimum that <see cref="Amount"/> is taken at.</summary>
    public double Least(int s, double push, double oncePush)
    {
        var amount = Amount(s, push, oncePush);
        var away = amount - Targets[s];
        return (away == 0 ? 0 : away * away / (2 * Weights[s])) - (push * amount) - (oncePush * Math.Min(amount, Once[s]));
    }

    /// <summary>The most that push·x + oncePush·min(x, once) can be, from the floor to the cap.</summary>
    public double Highest(int s, double push, double oncePush)
    {
        return Math.Max(Value(Floors[s]), Math.Max(Value(Math.Clamp(Once[s], Floors[s], Caps[s])), Value(Caps[s])));

        double Value(double amount) => (push * amount) + (oncePush * Math.Min(amount, Once[s]));
    }
}
