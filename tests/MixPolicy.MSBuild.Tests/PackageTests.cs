using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MixPolicy.Diagnostics;
using MixPolicy.Tests;

namespace MixPolicy.MSBuild.Tests;

public sealed partial class PackageTests
{
    [Fact]
    public void Package_Files_AreExactlyThese()
    {
        using var package = ZipFile.OpenRead(Scenario.PackageFile);
        Golden.Match(string.Concat(package.Entries.Select(e => Psmdcp().Replace(e.FullName, "*.psmdcp")).Order(StringComparer.Ordinal).Select(n => n + "\n")));
    }

    [Fact]
    public void Package_Specification_NamesNoDependencyAndIsForDevelopment()
    {
        using var package = ZipFile.OpenRead(Scenario.PackageFile);
        using var text = package.GetEntry("MixPolicy.MSBuild.nuspec")!.Open();
        var specification = XDocument.Load(text).Descendants().ToList();
        Assert.DoesNotContain(specification, e => e.Name.LocalName == "dependency");
        Assert.Equal("true", specification.Single(e => e.Name.LocalName == "developmentDependency").Value);
    }

    [Fact]
    public void Package_Docs_AreThePagesOfTheCatalogue()
    {
        using var package = ZipFile.OpenRead(Scenario.PackageFile);
        var pages = package.Entries.Where(e => e.FullName.StartsWith("docs/", StringComparison.Ordinal)).Select(e => Path.GetFileNameWithoutExtension(e.Name));
        Assert.Equal(Catalogue.Entries.Select(e => e.Code), pages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Package_CodesThatWarningsAsErrorsKnows_AreThoseOfTheCatalogue()
    {
        using var package = ZipFile.OpenRead(Scenario.PackageFile);
        using var text = new StreamReader(package.GetEntry("build/MixPolicy.MSBuild.codes.props")!.Open());
        Assert.Equal(Catalogue.Entries.Select(e => e.Code), Code().Matches(text.ReadToEnd()).Select(m => m.Value));
    }

    [Fact]
    public void Task_Closure_LoadsFromThePackageInTheVersionsThatItShips()
    {
        using var scenario = new Scenario("Console");
        var loaded = Loaded().Matches(scenario.Dotnet("build", "-v:detailed").Succeeds().Text).ToDictionary(m => m.Groups[1].Value, m => (Version: m.Groups[2].Value, File: m.Groups[3].Value.Trim()));
        foreach (var name in new[] { "MixPolicy", "MixPolicy.MSBuild", "Parquet", "System.IO.Hashing", "YamlDotNet", "ZstdSharp" })
        {
            Assert.Equal(Path.Combine(Scenario.PackageFolder, "tools", "net10.0", name + ".dll"), Path.GetFullPath(loaded[name].File));
            Assert.Equal(System.Reflection.AssemblyName.GetAssemblyName(loaded[name].File).Version!.ToString(), loaded[name].Version);
        }

        Assert.Equal("10.0.0.14", loaded["System.IO.Hashing"].Version);
        Assert.All(loaded.Values, l => Assert.StartsWith(Scenario.PackageFolder, Path.GetFullPath(l.File), StringComparison.Ordinal));
    }

    [GeneratedRegex("MIX[0-9]{4}")]
    private static partial Regex Code();

    [GeneratedRegex(@"mixpolicy: loaded (\S+) (\S+) from (.+)")]
    private static partial Regex Loaded();

    [GeneratedRegex(@"[0-9a-f]+\.psmdcp|[^/]+\.psmdcp")]
    private static partial Regex Psmdcp();
}
