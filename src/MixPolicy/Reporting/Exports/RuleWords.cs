using MixPolicy.Policies;
using MixPolicy.Rules;

namespace MixPolicy.Reporting.Exports;

/// <summary>A limit and what was measured, exactly and in few words.</summary>
internal static class RuleWords
{
    /// <summary>The limit by its path, and whom it is about where the path does not say.</summary>
    public static string Name(ReportedRule rule) =>
        rule.Subject is null || rule.Name.EndsWith("." + rule.Subject, StringComparison.Ordinal) ? rule.Name : $"{rule.Name} ({rule.Subject})";

    /// <summary>Verdict, measured value and limits in one line.</summary>
    public static string All(ReportedRule rule) => $"{rule.Verdict}; {Actual(rule)}; {Expected(rule)}";

    /// <summary>The limits: <c>at least 3/10 tokens (warns: 2/5)</c>.</summary>
    public static string Expected(ReportedRule rule)
    {
        var sense = rule.AtLeast ? "at least" : "at most";
        return (rule.Limit, rule.WarnLimit) switch
        {
            ({ } limit, { } warn) => $"{sense} {Ratio(limit)} {rule.Unit} (warns: {Ratio(warn)})",
            ({ } limit, null) => $"{sense} {Ratio(limit)} {rule.Unit}",
            (null, { } warn) => $"{sense} {Ratio(warn)} {rule.Unit} (warns only)",
            _ => $"{sense} a limit that the report does not give",
        };
    }

    /// <summary>What was measured: <c>67/97 tokens (69.07 %)</c>.</summary>
    public static string Actual(ReportedRule rule)
    {
        if (rule.Measured.Denominator <= 1) return $"{Ratio(rule.Measured)} {rule.Unit}";
        return $"{Ratio(rule.Measured)} {rule.Unit} ({Figures.Percent(new Fraction(rule.Measured.Numerator, rule.Measured.Denominator))})";
    }

    private static string Ratio(ReportedRatio ratio) =>
        ratio.Denominator.IsOne ? Figures.Plain(ratio.Numerator) : $"{Figures.Plain(ratio.Numerator)}/{Figures.Plain(ratio.Denominator)}";
}
