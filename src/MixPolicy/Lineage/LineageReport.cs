using MixPolicy.Ledger;
using MixPolicy.Manifests;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Rules;
using MixPolicy.Scanning;
using MixPolicy.Selection;

namespace MixPolicy.Lineage;

/// <summary>What was read, decided and written, and the verdict of each limit: all that <c>lineage.json</c> says. Immutable.</summary>
/// <param name="ToolVersion">Version of mixpolicy.</param>
/// <param name="Policy">The policy.</param>
/// <param name="PolicyDigest">See <see cref="Policies.Policy.Digest"/>.</param>
/// <param name="Inventory">What was read.</param>
/// <param name="Repeated">By source: records that stand more than once and were taken once.</param>
/// <param name="Plan">What was asked of each stratum.</param>
/// <param name="Selection">What was taken.</param>
/// <param name="Ledger">The pool's ledger that was written.</param>
/// <param name="Manifest">The file that was written.</param>
/// <param name="Evidence">What the manifest's rows say.</param>
/// <param name="Verdicts">One a limit, in the catalogue's order.</param>
internal sealed record LineageReport(
    string ToolVersion,
    Policy Policy,
    string PolicyDigest,
    Inventory Inventory,
    IReadOnlyList<long> Repeated,
    MixPlan Plan,
    MixSelection Selection,
    LedgerFile Ledger,
    ManifestFile Manifest,
    Evidence Evidence,
    IReadOnlyList<Verdict> Verdicts)
{
    /// <summary>Version of the report's form.</summary>
    public const string Format = "mixpolicy-lineage/1";

    /// <summary>Name of the file.</summary>
    public const string FileName = "lineage.json";

    /// <summary>How the whole came out: violated if any limit is, else waived if any is, else warned if any is, else satisfied.</summary>
    public Outcome Outcome => Verdicts.Select(v => v.Outcome).DefaultIfEmpty(Outcome.Satisfied).Max();
}
