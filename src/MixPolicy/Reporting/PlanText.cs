using System.Globalization;

namespace MixPolicy.Reporting;

/// <summary>The plan for people: the strata, and what each binding limit moves.</summary>
internal static class PlanText
{
    private const int MaxLines = 20;

    /// <summary>Writes both tables and what is to be said of the whole.</summary>
    public static void Put(BuildSummary mix, TextWriter output)
    {
        PutStrata(mix, output);
        if (mix.Plan is not { } plan || mix.Strata.Count == 0) return;
        PutCosts(plan, mix.Unit, output);
        output.Write(Said(plan, mix));
        output.Write("\n\n");
    }

    /// <summary>The largest strata, by name.</summary>
    private static void PutStrata(BuildSummary mix, TextWriter output)
    {
        var strata = new TextTable("stratum", ">records", mix.Unit == "records" ? ">available" : $">available {mix.Unit}", ">target", ">planned", ">factor", ">taken");
        var shown = mix.Strata.Select((s, i) => (Line: s, Place: i)).OrderByDescending(s => Math.Max(s.Line.Target, s.Line.Taken)).ThenBy(s => s.Place)
            .Take(mix.Strata.Count > MaxLines ? MaxLines - 1 : MaxLines).OrderBy(s => s.Place).Select(s => s.Line).ToList();
        foreach (var s in shown) Add(strata, s.Name, s.Records, s.Available, s.Target, s.Asked, s.Taken);
        var rest = mix.Strata.Except(shown).ToList();
        if (rest.Count > 0)
        {
            Add(
                strata, $"and {Totals.Number(rest.Count)} more", rest.Sum(s => s.Records), rest.Sum(s => s.Available), rest.Sum(s => s.Target),
                rest.Sum(s => s.Asked), rest.Sum(s => s.Taken));
        }

        strata.Render(output);
    }

    private static void Add(TextTable strata, string name, long records, long available, long target, long planned, long taken) => strata.Add(
        name, Totals.Number(records), Totals.Number(available), Totals.Number(target), Totals.Number(planned), Factor(planned, available), Totals.Number(taken));

    /// <summary>How often the records are seen on average, to two decimals.</summary>
    private static string Factor(long planned, long available) =>
        available == 0 ? "" : Math.Round((decimal)planned / available, 2, MidpointRounding.AwayFromZero).ToString("0.00", CultureInfo.InvariantCulture);

    private static void PutCosts(PlanSummary plan, string unit, TextWriter output)
    {
        var costs = new TextTable("binding limit", "about", $">moves {unit} off their targets");
        foreach (var cost in plan.Costs.Take(MaxLines)) costs.Add(cost.Name, cost.Subject, Totals.Number(cost.Moves));
        if (plan.Costs.Count > MaxLines) costs.Add($"and {Totals.Number(plan.Costs.Count - MaxLines)} more", "", "");
        costs.Render(output);
    }

    private static string Said(PlanSummary plan, BuildSummary mix)
    {
        var planned = mix.Strata.Sum(s => s.Asked);
        var off = plan.OffTargets == 0
            ? "on target"
            : $"{Totals.Number(plan.OffTargets)} {mix.Unit} off the targets ({(planned == 0 ? 0 : Math.Round(100m * plan.OffTargets / planned, 2)).ToString("0.00", CultureInfo.InvariantCulture)} %)";
        var standing = !plan.IsMix ? "; no mix meets every limit, this is the nearest compromise"
            : plan.IsProved ? "; the nearest mix that the limits allow, proved in exact arithmetic"
            : "; the nearest mix that the limits allow to a billionth of the budget, for which no exact proof was found";
        var unasked = plan.Unasked == 0 ? "" : $"; {Totals.Plural(plan.Unasked, "stratum", "strata")} not asked for (target 0): {Of(plan, mix)}";
        return $"plan: {off}{standing}{unasked}";
    }

    private static string Of(PlanSummary plan, BuildSummary mix) =>
        plan.UnaskedAmount == 0 ? "nothing taken" : $"{Totals.Number(plan.UnaskedAmount)} {mix.Unit}, because a limit needs them";
}
