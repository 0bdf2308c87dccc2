using MixPolicy.Diagnostics;

namespace MixPolicy.Reporting;

/// <summary>The findings that GitHub takes of a result.</summary>
/// <param name="Shown">In their order.</param>
/// <param name="LeftOut">How many are not among them.</param>
internal sealed record SarifFindings(IReadOnlyList<Diagnostic> Shown, int LeftOut)
{
    /// <summary>GitHub refuses a run with more results.</summary>
    public const int Most = 25_000;

    /// <summary>That there are more, in words.</summary>
    public string Sign => $"{Totals.Plural(LeftOut, "more finding is", "more findings are")} not here, because GitHub takes {Totals.Number(Most)}; --format json has them all";

    /// <summary>All of them; where that is too many, those that weigh most.</summary>
    public static SarifFindings Of(BuildResult result)
    {
        var all = result.Diagnostics;
        if (all.Count <= Most) return new SarifFindings(all, 0);
        var kept = Enumerable.Range(0, all.Count).OrderByDescending(i => all[i].Severity).Take(Most).Order();
        return new SarifFindings([.. kept.Select(i => all[i])], all.Count - Most);
    }
}
