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
        List<PolicyItem> policies = [];
        foreach (var item in task.Policies)
        {
            if (PolicyItem.Read(item, task.Project, log) is { } policy) policies.Add(policy);
        }

        if (!task.ThreadsAreRight) log.Add(task.Project, Codes.BadArguments, $"MixPolicyThreads is '{task.Threads}': give a whole number from 1 to {Workers.Most}, or nothing");
        if (task.Log.HasLoggedErrors) return [];
        var before = BuildRecord.Read(task.Record);
        List<PolicyRecord> made = [];
        try
        {
            foreach (var policy in policies) made.Add(new PolicyRun(task, policy, log).Execute(Find(before, policy), made, cancellation));
        }
        finally
        {
            BuildRecord.After(before, made).Write(task.Record);
        }

        return Items(made);
    }

    private static PolicyRecord? Find(BuildRecord record, PolicyItem policy)
    {
        foreach (var one in record.Policies)
        {
            if (one.Policy == policy.Policy && one.Outcome is not null) return one;
        }

        return null;
    }

    private static ITaskItem[] Items(List<PolicyRecord> made)
    {
        var total = made.Sum(m => m.RulesEvaluated);
        List<ITaskItem> items = [];
        foreach (var policy in made)
        {
            Add("result", policy.Policy, policy);
            if (!policy.IsSatisfied) continue;
            foreach (var file in PolicyRecord.Evidence.Union(policy.Files)) Add(KindOf(file), Path.Combine(policy.Folder, file), policy);
        }

        return [.. items];

        void Add(string kind, string spec, PolicyRecord policy) => items.Add(new TaskItem(spec, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Kind"] = kind,
            ["Policy"] = policy.Policy,
            ["PolicyName"] = policy.Name,
            ["Outcome"] = Word(policy.Outcome),
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

    private static string Word(BuildOutcome? outcome) => outcome switch
    {
        BuildOutcome.Satisfied => "satisfied",
        BuildOutcome.Violated => "violated",
        _ => "not_evaluated",
    };

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
