namespace MixPolicy;

/// <summary>How programs are told how a run ended.</summary>
public static class BuildOutcomeWords
{
    /// <summary><c>satisfied</c>, <c>violated</c> or <c>not_evaluated</c>.</summary>
    public static string Word(this BuildOutcome outcome) => outcome switch
    {
        BuildOutcome.Satisfied => "satisfied",
        BuildOutcome.Violated => "violated",
        _ => "not_evaluated",
    };
}
