using System.Text.RegularExpressions;
using System.Xml.Linq;
using YamlDotNet.RepresentationModel;

namespace MixPolicy.Tool.Tests.GithubAction;

/// <summary>What the example's files say, before anything of them is run.</summary>
public sealed partial class WorkflowShapeTests
{
    [Theory]
    [InlineData(Workflow.OnChange)]
    [InlineData(Workflow.Weekly)]
    public void Actions_Each_IsPinnedByCommitWithItsVersion(string file)
    {
        var workflow = Workflow.Read(file);

        Assert.Equal(workflow.Steps.Count(s => s.Uses is not null), Pinned().Count(workflow.Text));
        Assert.All(workflow.Steps, step => Assert.NotEqual(step.Uses is null, step.Run is null));
    }

    [Theory]
    [InlineData(Workflow.OnChange, "contents: read, security-events: write")]
    [InlineData(Workflow.Weekly, "contents: read")]
    public void Permissions_Job_AreTheLeast(string file, string expected)
    {
        var workflow = Workflow.Read(file);

        Assert.Equal("permissions", Assert.Single(workflow.Root.Children, c => c.Value is YamlMappingNode { Children.Count: 0 }).Key.ToString());
        Assert.Equal(expected, string.Join(", ", Workflow.Scalars(workflow.Job, "permissions").Select(p => $"{p.Key}: {p.Value}")));
        Assert.Equal("false", workflow.Steps[0].With["persist-credentials"]);
        Assert.DoesNotContain("pull_request_target", workflow.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secrets.", workflow.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Workflow.OnChange)]
    [InlineData(Workflow.Weekly)]
    public void Commands_All_RunInBashAndTakeNoExpression(string file)
    {
        var workflow = Workflow.Read(file);
        var run = (YamlMappingNode)((YamlMappingNode)workflow.Root["defaults"])["run"];

        // Without it, GitHub's bash has no pipefail. What an expression pastes into commands, a branch's name say, would be run.
        Assert.Equal("bash", run["shell"].ToString());
        Assert.All(workflow.Steps, step => Assert.DoesNotContain("${{", step.Run ?? "", StringComparison.Ordinal));
    }

    [Fact]
    public void OnChange_Triggers_LeaveNoPullRequestOut()
    {
        var on = (YamlMappingNode)Workflow.Read(Workflow.OnChange).Root["on"];

        Assert.Equal(["pull_request", "push"], on.Children.Keys.Select(k => k.ToString()));
        Assert.Equal("", on["pull_request"].ToString());
    }

    [Fact]
    public void Readme_PropertiesOfMSBuild_AreThere()
    {
        var named = Property().Matches(File.ReadAllText(Path.Combine(Workflow.Folder, "README.md"))).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        var props = XDocument.Load(Path.Combine(Quickstart.Repository, "src", "MixPolicy.MSBuild", "build", "MixPolicy.MSBuild.props"));

        Assert.Equal(["MixPolicyAudit", "MixPolicyEnabled", "MixPolicySarif", "MixPolicyThreads", "MixPolicyViolationsAsWarnings"], named.Order(StringComparer.Ordinal));
        Assert.Subset(props.Descendants("PropertyGroup").Elements().Select(p => p.Name.LocalName).ToHashSet(StringComparer.Ordinal), named);
    }

    [GeneratedRegex(@"^ +uses: [\w.-]+(/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", RegexOptions.Multiline)]
    private static partial Regex Pinned();

    [GeneratedRegex(@"\bMixPolicy(?!Build\b)[A-Z]\w+")]
    private static partial Regex Property();
}
