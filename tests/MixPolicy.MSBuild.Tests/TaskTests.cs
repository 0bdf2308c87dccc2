using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace MixPolicy.MSBuild.Tests;

/// <summary>What only the engine sees of the task.</summary>
public sealed class TaskTests : IDisposable
{
    private readonly Scenario _scenario = new("Console");
    private readonly LogOfTask _log = new();

    [Fact]
    public void Execute_Violation_LogsPlaceHelpKeywordAndLinkToThePage()
    {
        _scenario.Edit("policy.yaml", "min_fraction: 0.5, warn_below: 0.6", "min_fraction: 0.9");
        using var task = Task();
        Assert.False(task.Execute());
        var error = Assert.Single(_log.Errors, e => e.Code == "MIX0303");
        Assert.Equal(("policy.yaml", 11, 26, 11, 29), (error.File, error.LineNumber, error.ColumnNumber, error.EndLineNumber, error.EndColumnNumber));
        Assert.Equal("MIX0303", error.HelpKeyword);
        Assert.StartsWith("file:///", error.HelpLink, StringComparison.Ordinal);
        Assert.EndsWith("/docs/MIX0303.md", error.HelpLink, StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_CancelledBefore_EndsAtOnceAndLogsNothing()
    {
        using var task = Task();
        task.Cancel();
        Assert.False(task.Execute());
        Assert.Empty(_log.Errors);
        Assert.Empty(_scenario.Files("obj/mix"));
    }

    [Fact]
    public void Execute_Again_AsksForNoCoresAndReadsNoPolicy()
    {
        foreach (var _ in Enumerable.Range(0, 2)) Assert.True(Run());
        var asked = _log.Asked;

        // Time for the file system's clock to leave the build behind is what the seal waits for; until then every build goes the long way.
        for (var runs = 0; _log.Asked > asked || runs == 0; runs++)
        {
            asked = _log.Asked;
            Assert.True(runs < 10_000, "no build was ever taken as unchanged");
            Assert.True(Run());
        }

        Assert.EndsWith("; nothing has changed since the last build", _log.Messages.Last(m => m.Importance == MessageImportance.High).Message, StringComparison.Ordinal);
        _scenario.Write("data/more.jsonl", Scenario.Records(1, 0, "more"));
        Assert.True(Run());
        Assert.True(_log.Asked > asked);
    }

    [Fact]
    public void Execute_FewerThreadsThanOne_IsRefused()
    {
        using var task = Task();
        task.Threads = "0";
        Assert.False(task.Execute());
        Assert.Contains("MixPolicyThreads is '0'", Assert.Single(_log.Errors).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _scenario.Dispose();

    private bool Run()
    {
        using var task = Task();
        return task.Execute();
    }

    private MixPolicyBuild Task()
    {
        var policy = new TaskItem(_scenario["policy.yaml"]) { ItemSpec = "policy.yaml" };
        return new MixPolicyBuild
        {
            BuildEngine = _log,
            Policies = [new Item(policy, _scenario.Folder)],
            Project = _scenario["App.csproj"],
            Folder = _scenario["obj/mix/"],
            Record = _scenario["obj/App.mixpolicy"],
        };
    }

    /// <summary>An item of a project in some folder: the tests' own process stands elsewhere.</summary>
    private sealed class Item(ITaskItem item, string folder) : ITaskItem
    {
        public string ItemSpec { get => item.ItemSpec; set => item.ItemSpec = value; }

        public System.Collections.ICollection MetadataNames => item.MetadataNames;

        public int MetadataCount => item.MetadataCount;

        public string GetMetadata(string metadataName) => metadataName == "FullPath" ? Path.GetFullPath(ItemSpec, folder) : item.GetMetadata(metadataName);

        public void SetMetadata(string metadataName, string metadataValue) => item.SetMetadata(metadataName, metadataValue);

        public void RemoveMetadata(string metadataName) => item.RemoveMetadata(metadataName);

        public void CopyMetadataTo(ITaskItem destinationItem) => item.CopyMetadataTo(destinationItem);

        public System.Collections.IDictionary CloneCustomMetadata() => item.CloneCustomMetadata();
    }
}
