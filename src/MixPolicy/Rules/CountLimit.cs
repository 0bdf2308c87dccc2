using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>A limit on a whole number: records, models (depth) or times (repetition).</summary>
/// <param name="Code">The finding that breaking it raises.</param>
/// <param name="Name">The limit by its path in the policy.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Sense">Which way it binds.</param>
/// <param name="Limit">The failing limit; null when only a warning is asked for.</param>
/// <param name="WarnLimit">The warning limit; null when there is none.</param>
/// <param name="Soft">True when <c>severity: warn</c> turns a violation into a warning.</param>
/// <param name="Unit">What is counted, in the plural.</param>
internal sealed record CountLimit(
    string Code, string Name, Place Place, Sense Sense, BigInteger? Limit, BigInteger? WarnLimit, bool Soft, string Unit)
{
    /// <summary>Judges a count.</summary>
    /// <param name="count">What was counted.</param>
    /// <param name="what">The measured thing as the start of a sentence: <c>the mix holds 12 human records</c>.</param>
    /// <param name="remedies">What would mend it, when it fails or warns.</param>
    /// <param name="subject">Whom it is about, when the limit has several.</param>
    public Verdict Judge(BigInteger count, string what, IReadOnlyList<string> remedies, string? subject = null)
    {
        var failed = Limit is { } limit && Breaks(count, limit);
        var warned = WarnLimit is { } warn && Breaks(count, warn);
        var outcome = failed && !Soft ? Outcome.Violated : failed || warned ? Outcome.Warned : Outcome.Satisfied;
        var crossed = failed ? Limit : warned ? WarnLimit : null;
        var shortfall = crossed is { } c ? BigInteger.Abs(c - count) : BigInteger.Zero;
        var message = crossed is { } passed ? $"{what}; {Demand(failed)} {Figures.Of(passed)}; {Gap} {Figures.Of(shortfall)} {Unit}" : what;
        return new Verdict(
            Code, Name, Place, Sense, count, null, Of(Limit), Of(WarnLimit), outcome, shortfall, Unit, subject, message,
            crossed is null ? [] : remedies);
    }

    private string Gap => Sense == Sense.AtLeast ? "short by" : "over by";

    private static Fraction? Of(BigInteger? count) => count is { } c ? new Fraction(c, 1) : null;

    private bool Breaks(BigInteger count, BigInteger limit) => Sense == Sense.AtLeast ? count < limit : count > limit;

    private string Demand(bool failed) => (failed, Sense) switch
    {
        (true, Sense.AtLeast) => "the policy needs at least",
        (true, _) => "the policy allows at most",
        (false, Sense.AtLeast) => "the policy warns below",
        _ => "the policy warns above",
    };
}
