using System.Buffers.Binary;
using System.Text;
using System.Xml.Linq;
using MixPolicy.Tests;

namespace MixPolicy.Tool.Tests.Packages;

/// <summary>What lies in the packages: every file by name, and what a feed shows of them.</summary>
[Collection(SharedPackages.Name)]
public sealed class PackageFilesTests(PackedPackages packed)
{
    private static readonly string[] Ids = ["MixPolicy", "MixPolicy.MSBuild", "MixPolicy.Tool", "MixPolicy.Tool.any", "MixPolicy.Tool.linux-x64"];

    [PackFact]
    public void Packages_Files_AreTheGoldenList()
    {
        var text = new StringBuilder();
        foreach (var file in Directory.GetFiles(packed.Feed).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal))
        {
            var extension = Path.GetExtension(file).TrimStart('.');
            var id = file[..file.IndexOf("." + packed.Version, StringComparison.Ordinal)];
            text.Append(id).Append('.').Append(extension).Append('\n');
            using var package = packed.Open(id, extension);

            // NuGet names its own file of properties as it likes.
            foreach (var name in package.Entries.Select(e => e.FullName).Where(n => !n.EndsWith(".psmdcp", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
                text.Append("  ").Append(name).Append('\n');
        }

        Golden.Match(text.ToString());
    }

    [PackFact]
    public void Packages_Sizes_AreWhatTheyHold()
    {
        foreach (var (id, least, most) in new[] { ("MixPolicy", 0.5, 2), ("MixPolicy.MSBuild", 3, 9), ("MixPolicy.Tool", 0.001, 0.05), ("MixPolicy.Tool.any", 3, 8), ("MixPolicy.Tool.linux-x64", 6, 15) })
            Assert.InRange(new FileInfo(Path.Combine(packed.Feed, $"{id}.{packed.Version}.nupkg")).Length / 1e6, least, most);
    }

    [PackFact]
    public void Packages_Nuspec_NamesReadmeIconLicenceAndAuthors()
    {
        foreach (var id in Ids)
        {
            var metadata = XElement.Parse(Encoding.UTF8.GetString(packed.Read(id, id + ".nuspec")).TrimStart('\uFEFF')).Elements().Single();
            string? Value(string name) => metadata.Elements().SingleOrDefault(e => e.Name.LocalName == name)?.Value;
            Assert.Equal((id, packed.Version, "MIT"), (Value("id"), Value("version"), Value("license")));
            Assert.Equal(("mixpolicy contributors", "README.md", "icon.png"), (Value("authors"), Value("readme"), Value("icon")));
            Assert.All(["description", "tags", "releaseNotes", "copyright"], name => Assert.False(string.IsNullOrEmpty(Value(name)), name));

            var project = id.StartsWith("MixPolicy.Tool", StringComparison.Ordinal) ? "MixPolicy.Tool" : id;
            Assert.Equal(File.ReadAllBytes(Path.Combine(Quickstart.Repository, "src", project, "PACKAGE.md")), packed.Read(id, "README.md"));
            Assert.Equal(File.ReadAllBytes(Path.Combine(Quickstart.Repository, "LICENSE")), packed.Read(id, "LICENSE"));
            var icon = packed.Read(id, "icon.png");
            Assert.Equal((128u, 128u), (BinaryPrimitives.ReadUInt32BigEndian(icon.AsSpan(16)), BinaryPrimitives.ReadUInt32BigEndian(icon.AsSpan(20))));
            Assert.InRange(icon.Length, 100, 5000);
        }
    }
}
