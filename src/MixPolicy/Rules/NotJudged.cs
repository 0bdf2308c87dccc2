namespace MixPolicy.Rules;

/// <summary>Why a rule cannot be judged on what there is: never the same as satisfied.</summary>
/// <param name="Reason">For people.</param>
/// <param name="IsHard">Whether a failing limit rests on it: then the run could not be evaluated; else it is a warning.</param>
/// <param name="Remedy">What would mend it.</param>
internal sealed record NotJudged(string Reason, bool IsHard, string Remedy);
