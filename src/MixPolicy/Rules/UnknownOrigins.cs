using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>Says when a limit fails because nobody said where text comes from: the usual cause on a first run.</summary>
internal static class UnknownOrigins
{
    /// <summary>Adds the amount of unknown origin, and the remedy, to a verdict that is not satisfied.</summary>
    public static Verdict Explain(Verdict verdict, Evidence evidence)
    {
        var unknown = evidence.Amount(c => c.Origin == Origin.Unknown);
        return verdict.Outcome == Outcome.Satisfied || unknown.IsZero ? verdict : verdict with
        {
            Message = $"{verdict.Message}; {Figures.Of(unknown)} {verdict.Unit} have no known origin and so count as synthetic",
            Remedies = ["map or tag origin for the sources that lack it", .. verdict.Remedies],
        };
    }
}
