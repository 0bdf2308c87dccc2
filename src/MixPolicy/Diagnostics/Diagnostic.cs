namespace MixPolicy.Diagnostics;

/// <summary>One finding. The message alone must tell a user what was measured, the limit and the shortfall.</summary>
/// <param name="Code">A code of the <see cref="Catalogue"/>: <c>MIXnnnn</c>.</param>
/// <param name="Severity">How much it weighs.</param>
/// <param name="Place">Where to look first.</param>
/// <param name="Message">One sentence or two, without a trailing newline.</param>
/// <param name="Remedies">What would mend it: each entry alone suffices. May be empty.</param>
public sealed record Diagnostic(string Code, Severity Severity, Place Place, string Message, IReadOnlyList<string> Remedies)
{
    /// <summary>A finding with no more to advise than its message says.</summary>
    public Diagnostic(string code, Severity severity, Place place, string message)
        : this(code, severity, place, message, [])
    {
    }

    /// <summary>The limit that was judged, by its path in the policy: with <see cref="Subject"/> a line of <see cref="BuildSummary.Rules"/>; null for none.</summary>
    public string? Limit { get; init; }

    /// <summary>Whom the limit is about when there are several; else null.</summary>
    public string? Subject { get; init; }

    /// <summary>Number, from 0, of the line of <see cref="BuildSummary.Waivers"/> that lets the finding pass; null when nothing does.</summary>
    public int? Waiver { get; init; }

    /// <summary>Findings with a rank, from 1, come before those without, in that order: what is most amiss stands first. 0 for none.</summary>
    internal int Rank { get; init; }
}
