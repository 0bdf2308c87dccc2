using System.Text.RegularExpressions;

namespace MixPolicy.Tests.Examples;

public class ReadmeTests
{
    private static readonly string Root = ForeignPackagesFactAttribute.Repository;

    [Fact]
    public void Readme_YamlBlocks_StandInTheQuickstartsPolicy()
    {
        var policy = Read("examples/quickstart/policy.yaml");
        var blocks = Regex.Matches(Read("README.md"), "^```yaml\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline);
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(block.Groups[1].Value, policy, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("examples/quickstart/README.md")]
    [InlineData("examples/generations/README.md")]
    [InlineData("policies/README.md")]
    public void Document_LinksToFiles_LeadSomewhere(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Root, document))!;
        var links = Regex.Matches(Read(document), @"\]\(([^)#:]+)\)").Select(link => link.Groups[1].Value).ToArray();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(folder, link)), $"{document} links to {link}, which is not there."));
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));
}
