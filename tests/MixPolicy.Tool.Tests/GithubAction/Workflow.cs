using YamlDotNet.RepresentationModel;

namespace MixPolicy.Tool.Tests.GithubAction;

/// <summary>A workflow of the example: as text, as YAML, and the steps of its only job.</summary>
internal sealed class Workflow
{
    public const string OnChange = "mixpolicy.yml";
    public const string Weekly = "mixpolicy-weekly.yml";

    private Workflow(string text)
    {
        using var reader = new StringReader(text);
        var yaml = new YamlStream();
        yaml.Load(reader);
        Text = text;
        Root = (YamlMappingNode)yaml.Documents.Single().RootNode;
        Job = (YamlMappingNode)((YamlMappingNode)Root["jobs"]).Children.Values.Single();
        Steps = [.. ((YamlSequenceNode)Job["steps"]).Cast<YamlMappingNode>().Select(Step)];
    }

    /// <summary>The example's folder.</summary>
    public static string Folder => Path.Combine(Quickstart.Repository, "examples", "github-action");

    public string Text { get; }

    public YamlMappingNode Root { get; }

    public YamlMappingNode Job { get; }

    public IReadOnlyList<WorkflowStep> Steps { get; }

    /// <summary>Reads one of the example's files.</summary>
    public static Workflow Read(string name) => new(File.ReadAllText(Path.Combine(Folder, name)));

    /// <summary>The scalars of a mapping below another; empty where there is none.</summary>
    public static IReadOnlyDictionary<string, string> Scalars(YamlMappingNode parent, string key) => parent.Children.TryGetValue(key, out var child)
        ? ((YamlMappingNode)child).Children.ToDictionary(c => c.Key.ToString(), c => c.Value.ToString(), StringComparer.Ordinal)
        : new Dictionary<string, string>();

    private static WorkflowStep Step(YamlMappingNode step)
    {
        string[] known = ["name", "uses", "run", "if", "with", "continue-on-error"];
        Assert.All(step.Children.Keys, key => Assert.Contains(key.ToString(), known));

        // A command that fails must fail the job.
        Assert.False(step.Children.ContainsKey("run") && step.Children.ContainsKey("continue-on-error"), step["name"].ToString());
        return new WorkflowStep(step["name"].ToString(), Text("uses"), Text("run"), Text("if"), Scalars(step, "with"));

        string? Text(string key) => step.Children.TryGetValue(key, out var value) ? value.ToString() : null;
    }
}
