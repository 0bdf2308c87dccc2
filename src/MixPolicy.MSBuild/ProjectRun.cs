using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using MixPolicy.Diagnostics;

namespace MixPolicy.MSBuild;

/// <summary>All policies of a project, one after the other, and the record of what was made.</summary>
internal sealed class ProjectRun(MixPolicyBuild task, FindingLog log)
{
    /// <summary>Runs; what was made, and what it came to, as items.</summary>
    /// <exception cref="OperationCanceledException">The build was cancelled. What was made until then is on record.</exception>
    public ITaskItem[] Execute(CancellationToken cancellation)
    {
        PolicyItem?[] policies = [.. task.Policies.Select(p => PolicyItem.Read(p, task.Project, log))];
        if (Workers.Of(task.Threads, task.BuildEngine9) is not { } threads)
        {
            log.Add(task.Project, Codes.BadArguments, $"MixPolicyThreads is '{task.Threads}': give a whole number from 1 to 1024, or nothing");
            return [];
        }

        if (policies.Contains(null)) return [];
        var before = BuildRecord.Read(task.Record);
        List<PolicyRecord> made = [];
        try
        {
            foreach (var policy in policies.OfType<PolicyItem>()) made.Add(new PolicyRun(task, policy, threads, log).Execute(made, cancellation));
        }
        finally
        {
            BuildRecord.After(before, made).Write(task.Record);
        }

        return Items(made);
    }

    private static ITaskItem[] Items(List<PolicyRecord> made)
    {
        var total = made.Sum(m => m.RulesEvaluated);
        List<ITaskItem> items = [];
        foreach (var policy in made)
        {
            Add("result", policy.Policy, policy);
            if (!policy.IsSatisfied) continue;
            foreach (var file in PolicyRecord.Evidence.Union(policy.Files)) Add(KindOf(file), Path.Combine(policy.Folder!, file), policy);
        }

        return [.. items];

        void Add(string kind, string spec, PolicyRecord policy) => items.Add(new TaskItem(spec, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Kind"] = kind,
            ["Policy"] = policy.Policy,
            ["PolicyName"] = policy.Name ?? "",
            ["Outcome"] = policy.Outcome,
            ["RulesEvaluated"] = Text(policy.RulesEvaluated),
            ["TotalRulesEvaluated"] = Text(total),
        }));
    }

    private static string KindOf(string file) => file switch
    {
        MixOutputs.ManifestName => "manifest",
        MixOutputs.LineageName => "lineage",
        _ => "other",
    };

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
