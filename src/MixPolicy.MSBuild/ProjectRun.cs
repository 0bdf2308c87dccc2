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
        var before = BuildRecord.Read(task.Record, task.Project);
        var asked = AskedFor.Of(task);
        return asked is not null && asked == before.Asked && AreCurrent(before) ? Items(SaidAgain(before)) : Build(before, asked, cancellation);
    }

    private ITaskItem[] Build(BuildRecord before, string? asked, CancellationToken cancellation)
    {
        // Until this build has come to something, nothing that an earlier one found counts, nor do its reports.
        before = BuildRecord.After(before, null, []);
        before.Write(task.Record);
        foreach (var report in before.Policies.SelectMany(p => p.Reports).Where(File.Exists)) File.Delete(report);
        List<PolicyItem> policies = [];
        foreach (var item in task.Policies)
        {
            if (PolicyItem.Read(item, task.Project, log) is { } policy) policies.Add(policy);
        }

        if (!task.ThreadsAreRight) log.Add(task.Project, Codes.BadArguments, $"MixPolicyThreads is '{task.Threads}': give a whole number from 1 to {ThreadCount.Most}, or nothing");
        if (task.Log.HasLoggedErrors) return [];
        List<PolicyRecord> made = [];
        var stems = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            foreach (var policy in policies)
            {
                var run = new PolicyRun(task, policy, ReportFiles.Stem(policy.Policy, stems), log).Execute(made, cancellation);
                if (made.FirstOrDefault(m => m.Name == run.Name && m.IsSatisfied && run.IsSatisfied && m.Carry && run.Carry) is { } other)
                {
                    log.Add(task.Project, Codes.PoliciesShareFolder, $"{run.Policy} and {other.Policy} of this project are both named '{run.Name}' and would both be carried to mixpolicy/{run.Name}", "give the policies different names", "set Carry to false on one of them");
                }

                made.Add(run);
            }
        }
        finally
        {
            BuildRecord.After(before, made.Count == policies.Count ? asked : null, made).Write(task.Record);
        }

        return Items(made);
    }

    private static bool AreCurrent(BuildRecord record)
    {
        foreach (var policy in record.Policies)
        {
            if (policy.Outcome is not null && !policy.IsCurrent()) return false;
        }

        return true;
    }

    private List<PolicyRecord> SaidAgain(BuildRecord record)
    {
        List<PolicyRecord> said = [];
        foreach (var policy in record.Policies)
        {
            if (policy.Outcome is null) continue;
            PolicyRun.Log(log, policy, isUnchanged: true);
            said.Add(policy);
        }

        return said;
    }

    private static ITaskItem[] Items(List<PolicyRecord> made)
    {
        var total = 0;
        foreach (var policy in made) total += policy.RulesEvaluated;
        List<ITaskItem> items = [];
        foreach (var policy in made)
        {
            Add("result", policy.Policy, policy);
            if (!policy.IsSatisfied) continue;
            foreach (var file in PolicyRecord.Evidence) Add(KindOf(file), Path.Combine(policy.Folder, file), policy);
            foreach (var file in policy.Files)
            {
                if (KindOf(file) == "other" && File.Exists(Path.Combine(policy.Folder, file))) Add("other", Path.Combine(policy.Folder, file), policy);
            }
        }

        return [.. items];

        void Add(string kind, string spec, PolicyRecord policy) => items.Add(new TaskItem(Escaped.Of(spec), new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Kind"] = kind,
            ["Policy"] = Escaped.Of(policy.Policy),
            ["PolicyName"] = Escaped.Of(policy.Name),
            ["Outcome"] = policy.Outcome!.Value.Word(),
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
