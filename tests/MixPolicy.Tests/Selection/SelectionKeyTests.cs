using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MixPolicy.Selection;

namespace MixPolicy.Tests.Selection;

public partial class SelectionKeyTests
{
    /// <summary>The published vectors, which another implementation of the hash (xxHash 0.8.1, in C) computed.</summary>
    [Fact]
    public void Of_GoldenVectors_AreThoseOfTheDocument()
    {
        var vectors = Vector().Matches(File.ReadAllText(Document())).Select(m => m.Groups).ToList();
        Assert.Equal(15, vectors.Count);
        foreach (var vector in vectors)
        {
            var id = JsonSerializer.Deserialize<string>(vector["id"].Value)!;
            var key = new SelectionKey(vector["source"].Value, long.Parse(vector["seed"].Value, CultureInfo.InvariantCulture)).Of(Encoding.UTF8.GetBytes(id));
            Assert.Equal(vector["key"].Value, key.ToString("x16", CultureInfo.InvariantCulture));
        }
    }

    private static string Document()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "MixPolicy.sln"))) root = root.Parent!;
        return Path.Combine(root.FullName, "docs", "selection-key.md");
    }

    [GeneratedRegex(@"^\| (?<seed>\d+) \| (?<source>[a-z0-9-]+) \| `(?<id>"".*"")` \| `(?<key>[0-9a-f]{16})` \|$", RegexOptions.Multiline)]
    private static partial Regex Vector();
}
