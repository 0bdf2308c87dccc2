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
    public TextUse Texts { get; } = new(OneSource: policy.Sources.Count > 1);

    /// <inheritdoc/>
    public string? Facet(RecordClass record, RecordSchema schema) => null;

    /// <inheritdoc/>
    public string? Facet(RecordFact fact) => fact.IsElsewhere ? "also-elsewhere" : null;

    /// <inheritdoc/>
    public void Ask(PlanAsk ask)
    {
        for (var s = 0; s < policy.Sources.Count; s++)
        {
            var (number, name) = (s, policy.Sources[s].Name);
            var factor = policy.FactorOf(name);
            ask.Cap(Codes.RepetitionFactor, FactorName(name), factor.Place, stratum => stratum.Source == number, factor.Value);
            SourceLimit?.Ask(ask, stratum => stratum.Source == number, $"source '{name}'", "the other sources", name);
        }

        var all = policy.Mix.MaxRepetitionFactor.Place;
        ask.Cap(Codes.RepetitionFactor, "that the same text is taken through another source (mix.max_repetition_factor)", all, stratum => stratum.Fact.IsElsewhere, Fraction.Zero);
    }

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Evidence evidence)
    {
        // A manifest that some other tool made may name sources that the policy does not: what holds for each source holds for them.
        var foreign = evidence.Classes.Select(c => c.Class.Source).Distinct().Except(policy.Sources.Select(s => s.Name)).Order(StringComparer.Ordinal).ToList();
        foreach (var name in policy.Sources.Select(s => s.Name).Concat(foreign))
        {
            if (SourceLimit is not { } share) break;
            var amount = evidence.Amount(c => c.Source == name);
            yield return share.Judge(amount, evidence.Total, evidence.UnitWord, $"source '{name}'", "the other sources", name);
        }

        foreach (var source in policy.Sources)
        {
            // A build that takes all cannot repeat, so the line would only say so.
            if (policy.Mix.Budget.IsAll && MostRepeated(evidence, source.Name) <= 1) continue;
            yield return JudgeFactor(source.Name, policy.FactorOf(source.Name), FactorName(source.Name), evidence);
        }

        foreach (var name in foreign) yield return JudgeFactor(name, policy.FactorOf(name), FactorName(name), evidence);
        if (policy.Mix.Budget.IsAll) yield break;
        if (evidence.Repetitions.Across.Count > 0) yield return JudgeAcross(evidence.Repetitions.Across);
        yield return JudgeBudget(evidence);
    }

    private ShareLimit? SourceLimit => policy.Mix.MaxSourceFraction is { } limit
        ? new ShareLimit(Codes.SourceFraction, "mix.max_source_fraction", limit.Place, Sense.AtMost, limit.Value, null, Soft: false)
        : null;

    private string FactorName(string source) => policy.Mix.Budget.IsAll ? "mix.budget"
        : policy.Sources.FirstOrDefault(s => s.Name == source)?.MaxRepetitionFactor is null ? "mix.max_repetition_factor"
        : $"data.sources.{source}.max_repetition_factor";

    private static int MostRepeated(Evidence evidence, string source) =>
        evidence.Classes.Where(c => c.Class.Source == source).Select(c => c.MostRepeated).DefaultIfEmpty().Max();

    /// <summary>On average over the source's records in the mix, and record by record its ceiling.</summary>
    private static Verdict JudgeFactor(string source, Located<Fraction> factor, string name, Evidence evidence)
    {
        var classes = evidence.Classes.Where(c => c.Class.Source == source).ToList();
        var most = MostRepeated(evidence, source);
        var amount = classes.Aggregate(BigInteger.Zero, (sum, c) => sum + c.Amount);
        var once = classes.Aggregate(BigInteger.Zero, (sum, c) => sum + c.OnceAmount);
        if (most <= factor.Value.Ceiling() && new Fraction(amount, 1) > factor.Value * new Fraction(once, 1))
        {
            var over = amount - (factor.Value * new Fraction(once, 1)).Floor();
            return new Verdict(
                Codes.RepetitionFactor, name, factor.Place, Sense.AtMost, amount, once, factor.Value, null, Outcome.Violated, over,
                evidence.UnitWord, source,
                $"the records of source '{source}' are seen {new Fraction(amount, once).ToDecimal()} times on average; the policy allows at most {factor.Value.ToDecimal()}; over by {Figures.Of(over)} {evidence.UnitWord}",
                [name == "mix.budget" ? "count each record once: budget: all takes all exactly once" : $"raise {name}"]);
        }

        var limit = new CountLimit(Codes.RepetitionFactor, name, factor.Place, Sense.AtMost, factor.Value.Ceiling(), null, Soft: false, "times");
        return limit.Judge(most, $"a record of source '{source}' is seen {Figures.Of(most)} times", [name == "mix.budget" ? "count each record once: budget: all takes all exactly once" : $"raise {name}"], source);
    }

    /// <summary>
    /// A text that several sources hold is seen as often as all of them show it; the largest of their factors bounds that. <c>budget: all</c> shows each
    /// record once and so each text as often as it stands: that is for <c>duplicates</c> and <c>repetition</c> to judge.
    /// </summary>
    private Verdict JudgeAcross(IReadOnlyList<SeenAcross> across)
    {
        var worst = across.MaxBy(a => a.Times - policy.FactorOf(a.Source).Value.Ceiling())!;
        var (factor, name) = (policy.FactorOf(worst.Source), FactorName(worst.Source));
        var over = across.Where(a => a.Times > policy.FactorOf(a.Source).Value.Ceiling()).Sum(a => a.Texts);
        var limit = new CountLimit(Codes.RepetitionFactor, name, factor.Place, Sense.AtMost, factor.Value.Ceiling(), null, Soft: false, "times");
        return limit.Judge(
            worst.Times,
            $"a text that several sources hold, one of them '{worst.Source}', is seen {Figures.Of(worst.Times)} times in all ({Figures.Count(over, "text")} more often than the largest factor of the sources that hold it)",
            ["take each text through one source", $"raise {name}"],
            "across sources");
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
        return limit.Judge(total, words, [$"set mix.budget to {Figures.Plain(total)}", over ? "loosen a floor" : "add text, or raise max_repetition_factor"]);
    }
}
