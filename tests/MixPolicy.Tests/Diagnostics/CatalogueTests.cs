using System.Reflection;
using MixPolicy.Diagnostics;

namespace MixPolicy.Tests.Diagnostics;

/// <summary>Declared once, documented once.</summary>
public sealed class CatalogueTests
{
    private static readonly string[] Declared =
        [.. typeof(Codes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!).Order(StringComparer.Ordinal)];

    public static TheoryData<string> AllCodes => [.. Declared];

    [Fact]
    public void Entries_AreTheDeclaredCodes_Ascending() => Assert.Equal(Declared, Catalogue.Entries.Select(e => e.Code));

    [Fact]
    public void Titles_AreUnique() => Assert.Distinct(Catalogue.Entries.Select(e => e.Title));

    [Fact]
    public void Pages_HaveNoOrphan()
    {
        var pages = typeof(Catalogue).Assembly.GetManifestResourceNames().Where(n => n.EndsWith(".md", StringComparison.Ordinal));
        Assert.Equal(Declared.Select(c => c + ".md"), pages.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(AllCodes))]
    public void Page_HasTitleMeaningExampleAndCure(string code)
    {
        var page = Catalogue.Page(code);
        Assert.NotNull(page);
        Assert.StartsWith($"# {code}: {Catalogue.Find(code)!.Title}\n\n", page, StringComparison.Ordinal);
        Assert.Contains("\n## What it means\n", page, StringComparison.Ordinal);
        Assert.Contains("\n## Example\n\n```", page, StringComparison.Ordinal);
        Assert.Contains("\n## How to mend it\n", page, StringComparison.Ordinal);
        Assert.EndsWith("\n", page, StringComparison.Ordinal);
        Assert.Equal(code.StartsWith("MIX03", StringComparison.Ordinal), page.Contains("\n## Evidence\n", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(AllCodes))]
    public void Page_NamesOnlyCodesThatExist(string code)
    {
        foreach (var word in Catalogue.Page(code)!.Split([' ', '(', ')', ',', '.', ':', ';', '\n', '`']).Where(w => w.StartsWith("MIX0", StringComparison.Ordinal)))
        {
            Assert.Contains(word, Declared);
        }
    }

    [Theory]
    [InlineData("MIX0302", "MIX0302")]
    [InlineData("mix302", "MIX0302")]
    [InlineData(" 302 ", "MIX0302")]
    [InlineData("MIX-302", "MIX0302")]
    [InlineData("fresh", "FRESH")]
    [InlineData("12345", "12345")]
    public void Normalize_AnySpelling_IsTheCatalogues(string code, string expected) => Assert.Equal(expected, Catalogue.Normalize(code));

    [Theory]
    [InlineData("MIX3002", "MIX0302")]
    [InlineData("409", "MIX0408")]
    public void Nearest_WrongCode_IsTheOneMeant(string code, string expected) => Assert.Equal(expected, Catalogue.Nearest(code));

    [Fact]
    public void Page_UnknownCode_IsNull() => Assert.Null(Catalogue.Page("MIX9999"));
}
