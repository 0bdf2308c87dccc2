using MixPolicy.Diagnostics;
using MixPolicy.Generations;
using MixPolicy.Policies;
using MixPolicy.Rules;

namespace MixPolicy.Lineage.Audit;

/// <summary>What a rule's verdicts rest on beside the manifest's rows: what is not at hand cannot be judged again.</summary>
internal static class VerdictBasis
{
    private const string Pool = "rests on the pool; --replay checks it";

    private static readonly string[] OfThePool =
    [
        Codes.TailMass, Codes.TailPresence, Codes.TailRepetition, Codes.TailWordMass, Codes.TailWordPresence, Codes.NearDuplicates, Codes.OriginConflict, Codes.Diversity,
        Codes.HumanLeftOut,
    ];

    /// <summary>Why a verdict that the report states is not judged again, for people; null when it is.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="name">Its limit, by its path in the policy.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="parentFault">Why the parent's rows are not at hand; null when they are, or there is no parent.</param>
    public static string? WhyNot(string code, string name, Policy policy, string? parentFault)
    {
        if (OfThePool.Contains(code)) return Pool;
        var isOfParent = name.StartsWith("rules.accumulate.", StringComparison.Ordinal) || name.StartsWith("rules.fresh_human.", StringComparison.Ordinal);
        if (isOfParent && parentFault is not null) return $"rests on the parent's rows: {parentFault}";
        return name.StartsWith("rules.accumulate.", StringComparison.Ordinal) && code != Codes.TakenDown && Terms(policy)?.In == KeptIn.Pool ? Pool : null;
    }

    /// <summary>The verdicts that the rows, and the parent's, bear out or not.</summary>
    public static IEnumerable<Verdict> Judge(Policy policy, Evidence evidence, string? parentFault) => WaiverJudge
        .Apply(policy, [.. policy.Rules.Append(new MixSettings(policy)).SelectMany(rule => rule.Judge(evidence))], new DiagnosticBag())
        .Where(verdict => WhyNot(verdict.Code, verdict.Name, policy, parentFault) is null);

    private static ParentTerms? Terms(Policy policy) => policy.Rules.Select(r => r.Parent).FirstOrDefault(p => p is not null);
}
