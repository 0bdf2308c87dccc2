using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>What the <c>mix</c> section itself limits: one source's share, how often records are seen, and the budget. Always in force.</summary>
internal sealed class MixSettings(Policy policy) : IRule
{
    /// <inheritdoc/>
    public string Key => "mix";

    /// <inheritdoc/>
    public Place Place => policy.Mix.Place;

    /// <inheritdoc/>
    public IReadOnlyList<AttributeUse> Attributes => [];

    /// <inheritdoc/>
    public string? Facet(RecordClass record, RecordSchema schema) => null;

    /// <inheritdoc/>
    public void Ask(PlanAsk ask)
    {
        for (var s = 0; s < policy.Sources.Count; s++)
        {
            var (number, factor) = (s, Factor(policy.Sources[s]));
            ask.Cap(Codes.RepetitionFactor, FactorName(policy.Sources[s]), factor.Place, stratum => stratum.Source == number, factor.Value);
            SourceLimit?.Ask(ask, stratum => stratum.Source == number, $"source '{policy.Sources[s].Name}'", "the other sources");
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Evidence evidence)
    {
        foreach (var source in policy.Sources)
        {
            if (SourceLimit is { } share)
            {
                var amount = evidence.Amount(c => c.Source == source.Name);
                yield return share.Judge(amount, evidence.Total, evidence.UnitWord, $"source '{source.Name}'", "the other sources", source.Name);
            }
        }

        if (!policy.Mix.Budget.IsAll)
        {
            foreach (var source in policy.Sources) yield return JudgeFactor(source, evidence);
            yield return JudgeBudget(evidence);
        }
    }

    private ShareLimit? SourceLimit => policy.Mix.MaxSourceFraction is { } limit
        ? new ShareLimit(Codes.SourceFraction, "mix.max_source_fraction", limit.Place, Sense.AtMost, limit.Value, null, Soft: false)
        : null;

    private Located<Fraction> Factor(Source source) => source.MaxRepetitionFactor ?? policy.Mix.MaxRepetitionFactor;

    private static string FactorName(Source source) =>
        source.MaxRepetitionFactor is null ? "mix.max_repetition_factor" : $"data.sources.{source.Name}.max_repetition_factor";

    /// <summary>On average over the source's records in the mix, and record by record its ceiling.</summary>
    private Verdict JudgeFactor(Source source, Evidence evidence)
    {
        var factor = Factor(source);
        var classes = evidence.Classes.Where(c => c.Class.Source == source.Name).ToList();
        var most = classes.Select(c => c.MostRepeated).DefaultIfEmpty().Max();
        var seen = classes.Aggregate(BigInteger.Zero, (sum, c) => sum + c.Amount);
        var once = classes.Aggregate(BigInteger.Zero, (sum, c) => sum + c.OnceAmount);
        if (most <= factor.Value.Ceiling() && new Fraction(seen, 1) > factor.Value * new Fraction(once, 1))
        {
            var over = seen - (factor.Value * new Fraction(once, 1)).Floor();
            var times = new Fraction(seen, once);
            var decimals = Figures.Decimals(times, factor.Value, least: 2);
            return new Verdict(
                Codes.RepetitionFactor, FactorName(source), factor.Place, Sense.AtMost, seen, once, factor.Value, null, Outcome.Violated, over,
                evidence.UnitWord, source.Name,
                $"records of source '{source.Name}' are seen {times.ToDecimal(decimals)} times on average; the policy allows at most {factor.Value.ToDecimal(decimals)}; over by {Figures.Of(over)} {evidence.UnitWord}",
                [$"raise {FactorName(source)}", "repeat fewer of its records"]);
        }

        var limit = new CountLimit(
            Codes.RepetitionFactor, FactorName(source), factor.Place, Sense.AtMost, factor.Value.Ceiling(), null, Soft: false, "times");
        return limit.Judge(
            most, $"a record of source '{source.Name}' is seen {Figures.Of(most)} times", [$"raise {FactorName(source)}"], source.Name);
    }

    /// <summary>One number is met within the size of the largest record; a range is a range.</summary>
    private Verdict JudgeBudget(Evidence evidence)
    {
        var budget = policy.Mix.Budget;
        var slack = budget.IsExact ? evidence.LargestRecord : 0;
        var (least, most) = (new BigInteger(budget.Min!.Value) - slack, new BigInteger(budget.Max!.Value) + slack);
        var total = evidence.Total;
        var over = total > most || (total >= least && total > budget.Max);
        var limit = new CountLimit(
            Codes.BudgetMissed, "mix.budget", budget.Place, over ? Sense.AtMost : Sense.AtLeast,
            over ? most : least, null, Soft: false, evidence.UnitWord);
        var words = $"the mix holds {Figures.Of(total)} {evidence.UnitWord} (budget {Figures.Of(over ? budget.Max.Value : budget.Min.Value)}, "
            + $"give or take the largest record, {Figures.Of(slack)})";
        return limit.Judge(total, words, [$"set mix.budget to {Figures.Of(total)}", over ? "loosen a floor" : "add text, or raise max_repetition_factor"]);
    }
}
