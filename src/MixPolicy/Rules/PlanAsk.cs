using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>Where rules state what they want of the mix. Filled by one thread, rule by rule, in the catalogue's order.</summary>
internal sealed class PlanAsk(IReadOnlyList<Stratum> strata, RecordSchema schema)
{
    private readonly List<Constraint> _constraints = [];
    private readonly List<StratumBound> _bounds = [];

    /// <summary>The strata of the pool, by name.</summary>
    public IReadOnlyList<Stratum> Strata => strata;

    /// <summary>What classes hold.</summary>
    public RecordSchema Schema => schema;

    /// <summary>Constraints stated so far.</summary>
    public IReadOnlyList<Constraint> Constraints => _constraints;

    /// <summary>Bounds stated so far.</summary>
    public IReadOnlyList<StratumBound> Bounds => _bounds;

    /// <summary>The members' share of the mix must be at least, or at most, a limit.</summary>
    public void Share(ShareLimit rule, Func<Stratum, bool> member, Fraction limit, string group, string others)
    {
        var amounts = strata.Select(s => (member(s) ? Fraction.One : Fraction.Zero) - limit).ToArray();
        _constraints.Add(new Constraint(rule.Code, rule.Name, rule.Place, group, others, rule.Sense, amounts, null, Fraction.Zero, limit));
    }

    /// <summary>At least so many distinct records of the members.</summary>
    public void Records(string code, string name, Place place, Func<Stratum, bool> member, long atLeast, string group)
    {
        var records = strata.Select(s => member(s) ? Fraction.One : Fraction.Zero).ToArray();
        _constraints.Add(new Constraint(code, name, place, group, "other records", Sense.AtLeast, null, records, new Fraction(atLeast, 1)));
    }

    /// <summary>The members may not be seen more often, on average and record by record, than a factor; 0 leaves them out.</summary>
    public void Cap(string code, string name, Place place, Func<Stratum, bool> member, Fraction maxFactor)
    {
        for (var i = 0; i < strata.Count; i++)
        {
            if (member(strata[i])) _bounds.Add(new StratumBound(i, maxFactor, code, name, place));
        }
    }
}
