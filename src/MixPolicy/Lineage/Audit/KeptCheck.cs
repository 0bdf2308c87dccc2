using MixPolicy.Diagnostics;
using MixPolicy.Generations;
using MixPolicy.Rules;

namespace MixPolicy.Lineage.Audit;

/// <summary>
/// That the mix still covers the human records of the generation before. That the ledger grew does not show it: a record may stand in the ledger for ever,
/// and be trained on no more.
/// </summary>
internal sealed class KeptCheck : IAuditCheck
{
    /// <inheritdoc/>
    public string Name => "kept";

    /// <inheritdoc/>
    public void Run(AuditScope scope)
    {
        if (scope.Policy.Policy is not { } policy || policy.Rules.Select(r => r.Parent).FirstOrDefault(p => p is not null) is not { } terms) return;
        var stated = scope.Json.MemberIfAny("parent");
        if (terms.Parent is not { } named)
        {
            if (stated is not null) scope.Sheet.Failed(Name, stated.Value.Text("path"), Codes.AuditParent, scope.Report.Place, "the report names a parent, but its policy does not", "restore the report as its build left it");
            return;
        }

        if (stated is not { } parent || parent.Text("path") != named.Value)
        {
            scope.Sheet.Failed(Name, named.Value, Codes.AuditParent, named.Place, "the report does not name the parent that its policy names", "restore the report as its build left it");
            return;
        }

        var subject = $"human records of generation {parent.Whole("generation")}";
        if (scope.Recount.Evidence?.Inheritance?.Line() is not { } line)
        {
            scope.Sheet.NotChecked(Name, subject, named.Place, scope.Recount.ParentFault ?? scope.Recount.Fault ?? "the manifest's rows are not at hand", "bring the parent's output folder back to where the policy looks for it");
            return;
        }

        var words = $"{Figures.Of(line.Kept)} of {Figures.Of(line.HumanRecords)} kept in the manifest, {Figures.Of(line.Excused)} excused by tombstones, {Figures.Of(line.Lost)} lost, {Figures.Of(line.Replaced)} replaced, {Figures.Of(line.NoLongerHuman)} no longer human";
        if (terms.In == KeptIn.Pool)
        {
            scope.Sheet.NotChecked(Name, subject, terms.InPlace, $"{words}; the policy asks this of the pool (in: pool), which is in no manifest", "audit with --replay, where the sources are");
            return;
        }

        var said = new ParentLine(
            parent.Whole("generation"), parent.Text("kept_in"), parent.Whole("human_records"), parent.Whole("kept"), parent.Whole("excused"), parent.Whole("lost"),
            parent.Whole("replaced"), parent.Whole("no_longer_human"));
        if (line == said) scope.Sheet.Ok(Name, subject, words);
        else scope.Sheet.Failed(Name, subject, Codes.AuditParent, named.Place, $"{words}; the report says {Figures.Of(said.Kept)} of {Figures.Of(said.HumanRecords)} kept, {Figures.Of(said.Excused)} excused, {Figures.Of(said.Lost)} lost, {Figures.Of(said.Replaced)} replaced, {Figures.Of(said.NoLongerHuman)} no longer human", "build the mix again under its policy");
    }
}
