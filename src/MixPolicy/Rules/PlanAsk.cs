using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>Where rules state what they want of the mix. Filled by one thread, rule by rule, in the catalogue's order.</summary>
internal sealed class PlanAsk(IReadOnlyList<Stratum> strata, RecordSchema schema)
{
    /// <summary>Limits that are asked for as the policy states them, so that a waiver's can stand in their place. Others are asked for in other figures.</summary>
    private static readonly HashSet<string> Loosened = new(StringComparer.Ordinal)
    {
        Codes.SourceFraction, Codes.FreshHuman, Codes.HumanFraction, Codes.HumanRecords, Codes.SyntheticFraction, Codes.SyntheticKind, Codes.SyntheticGenerator,
        Codes.GroupFloor, Codes.GroupCap, Codes.CopyFraction, Codes.NearDuplicates, Codes.RepetitionMass, Codes.RepetitionFactor,
    };

    private readonly List<Constraint> _constraints = [];
    private readonly List<StratumBound> _bounds = [];
    private readonly List<StratumFloor> _floors = [];

    /// <summary>The strata of the pool, by name.</summary>
    public IReadOnlyList<Stratum> Strata => strata;

    /// <summary>What classes hold.</summary>
    public RecordSchema Schema => schema;

    /// <summary>What the policy aims at with each source, in their order; empty where nobody has said.</summary>
    public IReadOnlyList<SourceAim> Aims { get; init; } = [];

    /// <summary>Waivers whose limits hold in place of the rules' own.</summary>
    public IReadOnlyList<Waiver> Waivers { get; init; } = [];

    /// <summary>Constraints stated so far.</summary>
    public IReadOnlyList<Constraint> Constraints => _constraints;

    /// <summary>Bounds stated so far.</summary>
    public IReadOnlyList<StratumBound> Bounds => _bounds;

    /// <summary>Floors stated so far.</summary>
    public IReadOnlyList<StratumFloor> Floors => _floors;

    /// <summary>The members' share of the mix must be at least, or at most, a limit.</summary>
    public void Share(ShareLimit rule, Func<Stratum, bool> member, Fraction limit, string group, string others, string? subject = null)
    {
        limit = Waived(rule.Code, subject, limit, rule.Sense);
        var (inside, outside) = (Fraction.One - limit, -limit);
        var amounts = strata.Select(s => member(s) ? inside : outside).ToArray();
        _constraints.Add(new Constraint(rule.Code, rule.Name, rule.Place, group, others, rule.Sense, amounts, null, Fraction.Zero, limit));
    }

    /// <summary>At least so many distinct records of the members.</summary>
    public void Records(string code, string name, Place place, Func<Stratum, bool> member, long atLeast, string group)
    {
        var records = strata.Select(s => member(s) ? Fraction.One : Fraction.Zero).ToArray();
        var least = Waived(code, null, new Fraction(atLeast, 1), Sense.AtLeast);
        _constraints.Add(new Constraint(code, name, place, group, "other records", Sense.AtLeast, null, records, least));
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
        maxFactor = Waived(code, null, maxFactor, Sense.AtMost);
        for (var i = 0; i < strata.Count; i++)
        {
            if (member(strata[i])) _bounds.Add(new StratumBound(i, maxFactor, code, name, place));
        }
    }

    /// <summary>A limit as far as a waiver moves it; the judge decides whether it holds.</summary>
    private Fraction Waived(string code, string? subject, Fraction limit, Sense sense)
    {
        if (!Loosened.Contains(code)) return limit;
        foreach (var waiver in Waivers.Where(w => w.Rule.Value == code && (w.Subject is null || w.Subject == subject)))
        {
            if (sense == Sense.AtLeast ? waiver.Limit.Value < limit : waiver.Limit.Value > limit) limit = waiver.Limit.Value;
        }

        return limit;
    }
}
