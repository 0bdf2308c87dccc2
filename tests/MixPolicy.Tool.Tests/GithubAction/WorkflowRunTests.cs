using System.Text.Json;

namespace MixPolicy.Tool.Tests.GithubAction;

/// <summary>The example's commands, run: what a team sees of a policy that is met, of one that is not, and of none.</summary>
public sealed class WorkflowRunTests
{
    [BashFact]
    public void OnChange_Satisfied_RunsEveryStepAndUploadsWhatWasBuilt()
    {
        using var runner = new WorkflowRunner("policy.yaml");
        var results = runner.Run(Workflow.Read(Workflow.OnChange));

        Assert.All(results, r => Assert.True(r.Ran, r.Step.Name));
        Assert.All(results, r => Assert.Equal((0, ""), (r.Output?.ExitCode ?? 0, r.Output?.Stderr ?? "")));
        Assert.StartsWith("::notice title=mixpolicy::satisfied: 21 limits hold ", Stdout(results, "Build the mix"), StringComparison.Ordinal);
        Assert.StartsWith("::warning title=mixpolicy::satisfied ", Stdout(results, "Audit what was built"), StringComparison.Ordinal);
        Assert.EndsWith("\nsatisfied: 21 limits hold\n\n~~~\n", runner.Summary, StringComparison.Ordinal);
        Assert.Equal(0, Results(runner));
        Assert.Equal(
            [
                "mixpolicy.sarif", "mixpolicy.txt", "out/mix/ledger.bin", "out/mix/ledger.checkpoint", "out/mix/lineage.json", "out/mix/manifest.parquet",
                "out/mix/sources.json", "out/mix/statement.json",
            ],
            Files(results, "Keep the outputs"));
        Assert.Equal(["mixpolicy.sarif"], Files(results, "Show the findings in code scanning"));
    }

    [BashFact]
    public void OnChange_Violated_FailsTheJobAndShowsWhy()
    {
        using var runner = new WorkflowRunner("policy-violated.yaml");
        var results = runner.Run(Workflow.Read(Workflow.OnChange));

        // One step fails, and so the job; of those after it, only the audit has nothing to look at.
        Assert.Equal([("Build the mix", 1)], results.Where(r => r.Output is { ExitCode: not 0 }).Select(r => (r.Step.Name, r.Output!.ExitCode)));
        Assert.Equal(["Audit what was built"], results.Where(r => !r.Ran).Select(r => r.Step.Name));
        var annotations = Stdout(results, "Build the mix").TrimEnd('\n').Split('\n');
        Assert.StartsWith("::error title=mixpolicy::violated: 2 limits ", annotations[0], StringComparison.Ordinal);
        Assert.StartsWith("::error file=policy.yaml,line=52,endLine=52,col=32,endColumn=36,title=MIX0302::", annotations[1], StringComparison.Ordinal);
        Assert.StartsWith("::error file=policy.yaml,line=54,", annotations[2], StringComparison.Ordinal);
        Assert.StartsWith("~~~text\npolicy.yaml(52,32): error MIX0302: ", runner.Summary, StringComparison.Ordinal);
        Assert.EndsWith("\nviolated: 2 limits\n\n~~~\n", runner.Summary, StringComparison.Ordinal);
        Assert.Equal(2, Results(runner));
        Assert.Equal(["mixpolicy.sarif", "mixpolicy.txt", "out/mix/violations.json"], Files(results, "Keep the outputs"));
        Assert.Equal(["mixpolicy.sarif"], Files(results, "Show the findings in code scanning"));
    }

    [BashFact]
    public void OnChange_NoPolicy_FailsTheJobWithTwo()
    {
        using var runner = new WorkflowRunner(policy: null);
        var results = runner.Run(Workflow.Read(Workflow.OnChange));

        Assert.Equal([("Build the mix", 2)], results.Where(r => r.Output is { ExitCode: not 0 }).Select(r => (r.Step.Name, r.Output!.ExitCode)));
        Assert.Contains("MIX0100: There is no policy 'policy.yaml'.", runner.Summary, StringComparison.Ordinal);
        Assert.Equal(1, Results(runner));
        Assert.Equal(["mixpolicy.sarif", "mixpolicy.txt"], Files(results, "Keep the outputs"));
    }

    [BashFact]
    public void OnChange_RestoreFails_UploadsNothing()
    {
        using var runner = new WorkflowRunner("policy.yaml");
        File.Delete(runner.PathOf("dotnet-tools.json"));
        var results = runner.Run(Workflow.Read(Workflow.OnChange));

        Assert.Equal("Restore the tool", results.Last(r => r.Ran).Step.Name);
    }

    [BashFact]
    public void Weekly_DataThatGrewOld_FailsThoughNothingChanged()
    {
        using var fresh = new WorkflowRunner("policy.yaml", today: "2026-12-15");
        using var old = new WorkflowRunner("policy.yaml", today: "2027-12-01");
        var (before, after) = (fresh.Run(Workflow.Read(Workflow.Weekly))[^1].Output!, old.Run(Workflow.Read(Workflow.Weekly))[^1].Output!);

        Assert.Equal((0, ""), (before.ExitCode, before.Stderr));
        Assert.Equal((1, ""), (after.ExitCode, after.Stderr));
        Assert.Contains("title=MIX0302::", after.Stdout, StringComparison.Ordinal);
        Assert.False(Directory.Exists(fresh.PathOf("out")));
    }

    private static string Stdout(IEnumerable<StepResult> results, string step) => results.Single(r => r.Step.Name == step).Output!.Stdout;

    private static IReadOnlyList<string> Files(IEnumerable<StepResult> results, string step) => results.Single(r => r.Step.Name == step).Files;

    private static int Results(WorkflowRunner runner)
    {
        using var sarif = JsonDocument.Parse(File.ReadAllText(runner.PathOf("mixpolicy.sarif")));
        return sarif.RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength();
    }
}
