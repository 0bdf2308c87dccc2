using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>How a limit came out.</summary>
internal enum Outcome
{
    /// <summary>Held.</summary>
    Satisfied,

    /// <summary>The warning limit is crossed, or the rule is softened with <c>severity: warn</c>.</summary>
    Warned,

    /// <summary>Broken, within what a waiver allows.</summary>
    Waived,

    /// <summary>Broken.</summary>
    Violated,
}

/// <summary>One limit against what was recounted, in exact integers.</summary>
/// <param name="Code">A code of the catalogue.</param>
/// <param name="Name">The limit by its path in the policy.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Sense">Which way it binds.</param>
/// <param name="Part">What was counted: the numerator of a share, or the count itself.</param>
/// <param name="Whole">What it is a share of; null for a count.</param>
/// <param name="Limit">The failing limit; null when the policy gives a warning limit only.</param>
/// <param name="WarnLimit">The warning limit; null when there is none.</param>
/// <param name="Outcome">How it came out.</param>
/// <param name="Shortfall">How much is missing or too much, in <paramref name="Unit"/>, at an unchanged total; 0 when held.</param>
/// <param name="Unit"><c>tokens</c>, <c>records</c>, <c>bytes</c>, <c>models</c> (depth) or <c>times</c> (repetition).</param>
/// <param name="Subject">Whom it is about when the limit has several (a kind, a generator, a source); null otherwise.</param>
/// <param name="Message">For people: measured, limit, shortfall.</param>
/// <param name="Remedies">What would mend it, each alone.</param>
internal sealed record Verdict(
    string Code,
    string Name,
    Place Place,
    Sense Sense,
    BigInteger Part,
    BigInteger? Whole,
    Fraction? Limit,
    Fraction? WarnLimit,
    Outcome Outcome,
    BigInteger Shortfall,
    string Unit,
    string? Subject,
    string Message,
    IReadOnlyList<string> Remedies)
{
    /// <summary>Number of the policy's waiver that counts for a broken limit, let pass or not; null for none.</summary>
    public int? Waiver { get; init; }

    /// <summary>The failing limit as the policy states it, where <see cref="Limit"/> is counted from it; null where they are the same.</summary>
    public Fraction? Stated { get; init; }

    /// <summary>
    /// Whether all that this verdict speaks for holds under another limit, where what was measured does not tell: because the worst of several is shown, which
    /// under another limit is another one. Null where it does.
    /// </summary>
    public Func<Fraction, bool>? HoldsUnder { get; init; }
}
