using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>
/// Text that was picked as the best of K drafts drifts towards what the picker likes. It does not run away while synthetic : human is at most
/// 1 : (K - 1) (Ferbach et al., arXiv 2407.09499, theorem 2.4).
/// </summary>
/// <param name="Name">The limit by its path in the policy.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Drafts">K, at least 2.</param>
/// <param name="Soft">True when <c>severity: warn</c> turns a violation into a warning.</param>
internal sealed record BestOfLimit(string Name, Place Place, long Drafts, bool Soft)
{
    private const string Humans = "human text";

    /// <summary>Reads <c>best_of</c>; null when absent or wrong (then reported).</summary>
    public static BestOfLimit? Read(MapReader map, bool soft) =>
        map.Count("best_of", min: 2, max: 1_000_000) is { } drafts ? new BestOfLimit(map.Name("best_of"), drafts.Place, drafts.Value, soft) : null;

    /// <summary>States the row (K - 1) × picked - human &lt;= 0.</summary>
    public void Ask(PlanAsk ask, VerificationScope scope)
    {
        if (Soft) return;
        var share = ask.Waived(Codes.BestOf, null, new Fraction(1, Drafts), Sense.AtMost);
        var times = new Fraction(share.Denominator - share.Numerator, share.Numerator);
        ask.Row(
            Codes.BestOf, Name, Place, Sense.AtMost,
            s => scope.Holds(s.Sample, ask.Schema) ? times : s.Sample.IsHuman ? -Fraction.One : Fraction.Zero,
            Fraction.Zero, scope.Text, Humans, $"{NumberText.Plain(times)} times as much human text as {scope.Text}");
    }

    /// <summary>Judges the recounted manifest: picked text as a share of itself and human text, which may be 1/K.</summary>
    public Verdict Judge(Evidence evidence, VerificationScope scope)
    {
        var picked = evidence.Amount(c => scope.Holds(c, evidence.Schema));
        var human = evidence.Amount(c => c.IsHuman);
        var allowed = human / (Drafts - 1);
        var failed = picked > allowed;
        var over = failed ? picked - allowed : BigInteger.Zero;
        var unit = evidence.UnitWord;
        var ratio = new Fraction(1, Drafts - 1);
        var message = $"the mix holds {Figures.Of(picked)} {unit} of {scope.Text} beside {Figures.Of(human)} {unit} of {Humans}";
        string[] remedies =
        [
            $"add {Figures.Of((picked * (Drafts - 1)) - human)} {unit} of {Humans}",
            $"drop {Figures.Of(over)} {unit} of {scope.Text}",
            "pick from fewer drafts, and state that",
        ];
        return new Verdict(
            Codes.BestOf, Name, Place, Sense.AtMost, picked, BigInteger.Max(1, picked + human), new Fraction(1, Drafts), null,
            !failed ? Outcome.Satisfied : Soft ? Outcome.Warned : Outcome.Violated, over, unit, null,
            failed ? $"{message}; picked as the best of {Figures.Of(Drafts)} it may be at most {ratio.ToDecimal()} of that ({Figures.Of(allowed)}); over by {Figures.Of(over)} {unit}" : message,
            failed ? remedies : []);
    }
}
