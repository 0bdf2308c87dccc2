using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;
using MixPolicy.Waivers;

namespace MixPolicy.Rules;

/// <summary>Where rules state what they want of the mix. Filled by one thread, rule by rule, in the catalogue's order.</summary>
internal sealed class PlanAsk(IReadOnlyList<Stratum> strata, RecordSchema schema)
{
    private readonly List<Constraint> _constraints = [];
    private readonly List<StratumBound> _bounds = [];
    private readonly List<StratumFloor> _floors = [];
    private readonly List<Waiver> _used = [];

    /// <summary>The strata of the pool, by name.</summary>
    public IReadOnlyList<Stratum> Strata => strata;

    /// <summary>What classes hold.</summary>
    public RecordSchema Schema => schema;

    /// <summary>What the policy aims at with each source, in their order; empty where nobody has said.</summary>
    public IReadOnlyList<SourceAim> Aims { get; init; } = [];

    /// <summary>The waivers that loosen what is asked; none where the full limits are.</summary>
    public ActiveWaivers Waivers { get; init; } = ActiveWaivers.None;

    /// <summary>Those that loosened something so far.</summary>
    public IReadOnlyList<Waiver> Used => _used;

    /// <summary>Constraints stated so far.</summary>
    public IReadOnlyList<Constraint> Constraints => _constraints;

    /// <summary>Bounds stated so far.</summary>
    public IReadOnlyList<StratumBound> Bounds => _bounds;

    /// <summary>Floors stated so far.</summary>
    public IReadOnlyList<StratumFloor> Floors => _floors;

    /// <summary>A limit as it is asked for: the waiver's where one is looser. A rule asks for it before it states a limit that can be waived.</summary>
    /// <param name="code">The finding that breaking the limit raises.</param>
    /// <param name="subject">Whom it is about, when the limit has several.</param>
    /// <param name="limit">The policy's limit.</param>
    /// <param name="sense">Which way it binds.</param>
    public Fraction Waived(string code, string? subject, Fraction limit, Sense sense)
    {
        if (Waivers.For(code, subject) is not { } waiver || (sense == Sense.AtLeast ? waiver.Limit.Value >= limit : waiver.Limit.Value <= limit)) return limit;
        Use(waiver);
        return waiver.Limit.Value;
    }

    /// <summary>
    /// Leaves the members out, as a limit of no record asks. A count cannot be asked for, so that a waiver of some records helps only where it lets all of the
    /// members in.
    /// </summary>
    public void LeaveOut(CountLimit limit, Func<Stratum, bool> member, string? subject = null)
    {
        if (Waivers.For(limit.Code, subject, isCount: true) is { } waiver && strata.Where(member).Sum(s => s.Records) is > 0 and var records && new Fraction(records, 1) <= waiver.Limit.Value)
        {
            Use(waiver);
            return;
        }

        Cap(limit.Code, limit.Name, limit.Place, member, Fraction.Zero);
    }

    /// <summary>The members' share of the mix must be at least, or at most, a limit.</summary>
    public void Share(ShareLimit rule, Func<Stratum, bool> member, Fraction limit, string group, string others)
    {
        var (inside, outside) = (Fraction.One - limit, -limit);
        var amounts = strata.Select(s => member(s) ? inside : outside).ToArray();
        _constraints.Add(new Constraint(rule.Code, rule.Name, rule.Place, group, others, rule.Sense, amounts, null, Fraction.Zero, limit));
    }

    /// <summary>At least so many distinct records of the members.</summary>
    public void Records(string code, string name, Place place, Func<Stratum, bool> member, long atLeast, string group)
    {
        var records = strata.Select(s => member(s) ? Fraction.One : Fraction.Zero).ToArray();
        _constraints.Add(new Constraint(code, name, place, group, "other records", Sense.AtLeast, null, records, new Fraction(atLeast, 1)));
    }

    /// <summary>Any linear row: the sum of coefficient × amount over all strata must be at least, or at most, a bound.</summary>
    /// <param name="code">The finding that breaking it raises.</param>
    /// <param name="name">The limit by its path in the policy.</param>
    /// <param name="place">Where the limit stands.</param>
    /// <param name="sense">Which way it binds.</param>
    /// <param name="coefficient">The coefficient of a stratum; 0 where it plays no part.</param>
    /// <param name="bound">The right side, in the policy's unit.</param>
    /// <param name="group">Whom it is about, for people: the strata that help an at-least row, or count against an at-most row.</param>
    /// <param name="others">The rest, for people.</param>
    /// <param name="demand">What it demands, as it follows "needs": <c>1 token of human text for each of synthetic text</c>.</param>
    public void Row(
        string code, string name, Place place, Sense sense, Func<Stratum, Fraction> coefficient, Fraction bound, string group, string others, string demand) =>
        _constraints.Add(new Constraint(code, name, place, group, others, sense, [.. strata.Select(coefficient)], null, bound, Demand: demand));

    /// <summary>
    /// Every record of the members must be seen at least so often: 1 keeps every one of them in the mix. A fractional factor binds the average, and each
    /// record to its floor.
    /// </summary>
    public void Floor(string code, string name, Place place, Func<Stratum, bool> member, Fraction minFactor)
    {
        for (var i = 0; i < strata.Count; i++)
        {
            if (member(strata[i])) _floors.Add(new StratumFloor(i, minFactor, code, name, place));
        }
    }

    /// <summary>The members may not be seen more often, on average and record by record, than a factor; 0 leaves them out.</summary>
    public void Cap(string code, string name, Place place, Func<Stratum, bool> member, Fraction maxFactor)
    {
        for (var i = 0; i < strata.Count; i++)
        {
            if (member(strata[i])) _bounds.Add(new StratumBound(i, maxFactor, code, name, place));
        }
    }

    private void Use(Waiver waiver)
    {
        if (!_used.Contains(waiver)) _used.Add(waiver);
    }
}
