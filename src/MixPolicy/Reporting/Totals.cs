using System.Globalization;
using MixPolicy.Diagnostics;

namespace MixPolicy.Reporting;

/// <summary>How a run ended, in one line for people.</summary>
internal static class Totals
{
    /// <summary><c>satisfied: 5 limits hold</c>, <c>violated: 2 limits</c> or <c>could not be evaluated: 1 error</c>.</summary>
    /// <remarks>What is waived is counted apart, whatever the outcome: <c>satisfied: 4 limits hold, 1 waived</c>.</remarks>
    public static string Verdict(BuildResult result) => result.Outcome switch
    {
        BuildOutcome.Satisfied => result.Summary?.Rules.Any(r => r.Outcome != RuleLine.Gauge) == true && Holding(result) is var limits ? $"satisfied: {Plural(limits, "limit")} hold{(limits == 1 ? "s" : "")}{Waived(result)}" : "satisfied",
        BuildOutcome.Violated => $"violated: {Count(result, Severity.Violation, "limit")}{Waived(result)}",
        _ => $"could not be evaluated: {Count(result, Severity.Error, "error")}",
    };

    /// <summary>What a waiver excuses does not hold: it is counted apart.</summary>
    private static string Waived(BuildResult result) =>
        result.Summary?.Rules.Count(r => r.Outcome == RuleLine.Waived) is > 0 and var waived ? $", {Number(waived)} waived" : "";

    /// <summary>The verdict and, where nothing worse was found, the number of warnings.</summary>
    public static string LastLine(BuildResult result) =>
        result.Outcome == BuildOutcome.Satisfied && result.Diagnostics.Any(d => d.Severity == Severity.Warning)
            ? $"{Verdict(result)}, {Count(result, Severity.Warning, "warning")}"
            : Verdict(result);

    /// <summary>The verdict with the counts of every severity and, when there is a mix, its total against the budget.</summary>
    public static string Line(BuildResult result)
    {
        var counts = string.Join(", ", Count(result, Severity.Error, "error"), Count(result, Severity.Violation, "violation"),
            Count(result, Severity.Warning, "warning"));
        return result.Summary is { } mix ? $"{Verdict(result)} ({counts}); {Mix(mix)}" : $"{Verdict(result)} ({counts})";
    }

    /// <summary>The mix's total against its budget.</summary>
    public static string Mix(BuildSummary mix) =>
        mix.Unit == "records" && mix.Total == mix.Records
            ? $"{Plural(mix.Records, "record")}, budget {Budget(mix.Budget)}"
            : $"{Number(mix.Total)} {mix.Unit} in {Plural(mix.Records, mix.Unit == "records" ? "distinct record" : "record")}, budget {Budget(mix.Budget)}";

    /// <summary>What became of the parent's human records, those figures that are 0 left out after the first.</summary>
    public static string Parent(ParentLine parent)
    {
        var others = new[]
        {
            (parent.Excused, "excused by tombstones"), (parent.Lost, "lost"), (parent.Replaced, "replaced"), (parent.NoLongerHuman, "no longer human"),
        }.Where(o => o.Item1 > 0).Select(o => $", {Number(o.Item1)} {o.Item2}");
        return $"parent: generation {parent.Generation} has {Plural(parent.HumanRecords, "human record")}: {Number(parent.Kept)} in the {(parent.In == "pool" ? "pool" : "mix")}{string.Concat(others)}";
    }

    /// <summary>A number in groups of three digits.</summary>
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number and its noun.</summary>
    public static string Plural(long count, string noun) => Plural(count, noun, noun + "s");

    /// <summary>A number and its noun, whose plural is its own.</summary>
    public static string Plural(long count, string noun, string nouns) => $"{Number(count)} {(count == 1 ? noun : nouns)}";

    private static int Holding(BuildResult result) => result.Summary?.Rules.Count(r => r.Outcome is not (RuleLine.Gauge or RuleLine.Waived)) ?? 0;

    private static string Count(BuildResult result, Severity severity, string noun) =>
        Plural(result.Diagnostics.Count(d => d.Severity == severity), noun);

    private static string Budget(string budget) =>
        string.Join("..", budget.Split("..").Select(p => long.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? Number(n) : p));
}
