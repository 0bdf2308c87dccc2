using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>
/// What a verifier keeps, as counted on samples that people labelled: of what is right (phi) and of what is wrong (psi). Training on what it keeps
/// breaks down where more than p* = 1 / (1 + psi/phi) of what it is given is wrong (Feng et al., arXiv 2406.07515). Judged with 95 % bounds, each on
/// the side that makes the verifier look worse.
/// </summary>
/// <param name="RuleName">The rule by its path in the policy.</param>
/// <param name="Name">The measurement by its path in the policy.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Verifier">Who was measured.</param>
/// <param name="RightKept">Samples that are right and were kept.</param>
/// <param name="RightTotal">Samples that are right, at least 1.</param>
/// <param name="WrongKept">Samples that are wrong and were kept.</param>
/// <param name="WrongTotal">Samples that are wrong, at least 1.</param>
/// <param name="WrongFraction">How much of what the verifier is given is wrong, when the samples do not tell; null when they do.</param>
/// <param name="MaxWrongKept">How much of what it keeps may be wrong.</param>
/// <param name="Soft">True when <c>severity: warn</c> turns a violation into a warning.</param>
internal sealed record KeepRates(
    string RuleName, string Name, Place Place, string Verifier, long RightKept, long RightTotal, long WrongKept, long WrongTotal, Fraction? WrongFraction, Fraction MaxWrongKept, bool Soft)
{
    private const long LeastSamples = 200;
    private static readonly Fraction Margin = new(4, 5);

    /// <summary>Bounds are shown, and judged, in millionths, rounded away from the verifier's favour.</summary>
    private static readonly BigInteger Parts = 1_000_000;

    /// <summary>Most of what is given that is likely wrong.</summary>
    public Fraction Wrong => WrongFraction ?? WilsonBounds.Upper(WrongTotal, RightTotal + WrongTotal);

    /// <summary>Least share of the right that is likely kept.</summary>
    public Fraction Phi => WilsonBounds.Lower(RightKept, RightTotal);

    /// <summary>Most of the wrong that is likely kept.</summary>
    public Fraction Psi => WilsonBounds.Upper(WrongKept, WrongTotal);

    /// <summary>Where training on what is kept breaks down.</summary>
    public Fraction Breakdown => Divide(Phi, Phi + Psi);

    /// <summary>Most of what is kept that is likely wrong.</summary>
    public Fraction WrongAmongKept
    {
        get
        {
            var (wrong, right) = (Wrong * Psi, (Fraction.One - Wrong) * Phi);
            return wrong + right > Fraction.Zero ? Divide(wrong, wrong + right) : Fraction.One;
        }
    }

    /// <summary>Judges the measurement; no row of the mix plays a part.</summary>
    public IEnumerable<Verdict> Judge()
    {
        var samples = RightTotal + WrongTotal;
        var enough = new CountLimit(Codes.KeepRates, $"{Name}.samples", Place, Sense.AtLeast, LeastSamples, null, Soft, "samples");
        yield return enough.Judge(
            samples, $"verifier {Shown.Quote(Verifier)} was measured on {Figures.Of(samples)} labelled samples",
            [$"label {Figures.Of(LeastSamples - samples)} more of what it is given, and count them"], Verifier);
        yield return Judge(
            Codes.KeepRates, $"{Name}.breakdown", Wrong, Margin * Breakdown,
            $"up to {Percent(Wrong)} of what verifier {Shown.Quote(Verifier)} is given is wrong, and it keeps at least {Percent(Phi)} of the right and at most {Percent(Psi)} of the wrong: "
                + $"it breaks down at {Percent(Breakdown)}",
            $"the policy allows four fifths of that, {Percent(Margin * Breakdown)}",
            ["use a stricter verifier, or generate better text before it is verified", "measure on more samples: that narrows the bounds"]);
        yield return Judge(
            Codes.WrongKept, $"{RuleName}.max_wrong_kept", WrongAmongKept, MaxWrongKept,
            $"up to {Percent(WrongAmongKept)} of what verifier {Shown.Quote(Verifier)} keeps is wrong",
            $"the policy allows at most {Percent(MaxWrongKept)}",
            ["use a stricter verifier, or a second one after it", "measure on more samples: that narrows the bounds", "raise max_wrong_kept"]);
    }

    private static Fraction Divide(Fraction a, Fraction b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    private static string Percent(Fraction share) => Figures.Percent(share);

    private Verdict Judge(string code, string name, Fraction measured, Fraction limit, string what, string demand, IReadOnlyList<string> remedies)
    {
        var (part, most) = ((measured * new Fraction(Parts, 1)).Ceiling(), (limit * new Fraction(Parts, 1)).Floor());
        var failed = part > most;
        var outcome = !failed ? Outcome.Satisfied : Soft ? Outcome.Warned : Outcome.Violated;
        var over = failed ? part - most : BigInteger.Zero;
        return new Verdict(
            code, name, Place, Sense.AtMost, part, Parts, new Fraction(most, Parts), null, outcome, over, "millionths", Verifier,
            failed ? $"{what}; {demand}" : what, failed ? remedies : []);
    }
}
