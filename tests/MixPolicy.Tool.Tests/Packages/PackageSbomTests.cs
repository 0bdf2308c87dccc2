using System.Text.Json;
using System.Text.Json.Nodes;

namespace MixPolicy.Tool.Tests.Packages;

/// <summary>bom.cdx.json in each package is CycloneDX and says what the package is made of.</summary>
[Collection(SharedPackages.Name)]
public sealed class PackageSbomTests(PackedPackages packed)
{
    private static readonly string[] Ids = ["MixPolicy", "MixPolicy.MSBuild", "MixPolicy.Tool", "MixPolicy.Tool.any", "MixPolicy.Tool.linux-x64"];

    [PackFact(withNpm: true)]
    public void Sbom_StrictValidator_TakesIt()
    {
        using var folder = new TempFolder();
        var files = Ids.Select(id => folder.Write(id + ".json", System.Text.Encoding.UTF8.GetString(packed.Read(id, "bom.cdx.json"))));
        var script = Path.Combine(Quickstart.Repository, "tests", "foreign", "exports.mjs");
        Assert.Equal(
            Ids.Select(_ => "[]"),
            Dotnet.Succeed("node", [script, "cyclonedx", .. files], folder.Path).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [PackFact]
    public void Sbom_Components_HaveLicenceHashAndPurl()
    {
        foreach (var id in Ids)
        {
            var bom = Bom(id);
            Assert.Equal((id, packed.Version), ((string)bom["metadata"]!["component"]!["name"]!, (string)bom["metadata"]!["component"]!["version"]!));
            Assert.Null(bom["serialNumber"]);
            Assert.Null(bom["metadata"]!["timestamp"]);
            foreach (var component in bom["components"]!.AsArray())
            {
                Assert.Equal($"pkg:nuget/{component!["name"]}@{component["version"]}", (string)component["purl"]!);
                Assert.NotEmpty(component["licenses"]!.AsArray());
                if (id == "MixPolicy.Tool") continue;
                var hash = component["hashes"]![0]!;
                Assert.Equal((string)hash["alg"]! == "SHA-512" ? 128 : 64, ((string)hash["content"]!).Length);
            }

            // Everything named is reached from the package itself.
            var dependsOn = bom["dependencies"]!.AsArray().ToDictionary(d => (string)d!["ref"]!, d => d!["dependsOn"]!.AsArray().Select(r => (string)r!).ToArray());
            var reached = new HashSet<string>();
            void Reach(string reference)
            {
                if (reached.Add(reference)) foreach (var next in dependsOn[reference]) Reach(next);
            }

            Reach((string)bom["metadata"]!["component"]!["bom-ref"]!);
            Assert.Equal(Purls(bom).Append((string)bom["metadata"]!["component"]!["purl"]!).Order(), reached.Order());
        }
    }

    [PackFact]
    public void Sbom_Tool_NamesWhatTheToolIsMadeOf()
    {
        // The deps.json is what the host loads assemblies by.
        using var deps = JsonDocument.Parse(packed.Read("MixPolicy.Tool.any", "tools/net10.0/any/dotnet-mixpolicy.deps.json"));
        var loaded = deps.RootElement.GetProperty("libraries").EnumerateObject()
            .Select(l => l.Name.Split('/')).Where(l => l[0] != "dotnet-mixpolicy").Select(l => $"pkg:nuget/{l[0]}@{l[1]}").Order().ToArray();
        Assert.Equal(loaded, Purls(Bom("MixPolicy.Tool.any")).Order());

        // The native binary is made of the same, and holds a runtime.
        var runtime = Assert.Single(Purls(Bom("MixPolicy.Tool.linux-x64")).Except(loaded));
        Assert.StartsWith("pkg:nuget/Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64@", runtime, StringComparison.Ordinal);
        Assert.Empty(loaded.Except(Purls(Bom("MixPolicy.Tool.linux-x64"))));
        Assert.Equal(Ids[3..].Select(id => $"pkg:nuget/{id}@{packed.Version}").Order(), Purls(Bom("MixPolicy.Tool")).Order());
    }

    [PackFact]
    public void Sbom_Library_NamesWhatTheNuspecAsksFor()
    {
        var nuspec = System.Text.Encoding.UTF8.GetString(packed.Read("MixPolicy", "MixPolicy.nuspec"));
        var asked = System.Text.RegularExpressions.Regex.Matches(nuspec, "<dependency id=\"([^\"]+)\" version=\"([^\"]+)\"").Select(m => $"pkg:nuget/{m.Groups[1]}@{m.Groups[2]}").ToArray();

        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(Purls(Bom("MixPolicy"))));
    }

    private JsonNode Bom(string id) => JsonNode.Parse(packed.Read(id, "bom.cdx.json"))!;

    private static IEnumerable<string> Purls(JsonNode bom) => bom["components"]!.AsArray().Select(c => (string)c!["purl"]!);
}
