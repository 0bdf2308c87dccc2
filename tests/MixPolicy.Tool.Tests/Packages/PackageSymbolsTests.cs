using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace MixPolicy.Tool.Tests.Packages;

/// <summary>Symbols hold the sources, and nothing packed names a folder of the machine that packed it.</summary>
[Collection(SharedPackages.Name)]
public sealed class PackageSymbolsTests(PackedPackages packed)
{
    /// <summary>The kind of custom debug information that holds a document's source, by the portable PDB specification.</summary>
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    [PackFact]
    public void Symbols_Documents_AreEmbeddedUnderARootThatIsNoFolder()
    {
        foreach (var (id, name, extension, assembly) in new[]
                 {
                     ("MixPolicy", "lib/net10.0/MixPolicy.pdb", "snupkg", "lib/net10.0/MixPolicy.dll"),
                     ("MixPolicy.Tool.any", "tools/net10.0/any/MixPolicy.pdb", "nupkg", "tools/net10.0/any/MixPolicy.dll"),
                     ("MixPolicy.Tool.any", "tools/net10.0/any/dotnet-mixpolicy.pdb", "nupkg", "tools/net10.0/any/dotnet-mixpolicy.dll"),
                 })
        {
            using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(packed.Read(id, name, extension)));
            var pdb = provider.GetMetadataReader();
            Assert.NotEmpty(pdb.Documents);
            foreach (var document in pdb.Documents)
            {
                Assert.StartsWith("/_/", pdb.GetString(pdb.GetDocument(document).Name), StringComparison.Ordinal);
                Assert.Contains(pdb.GetCustomDebugInformation(document), i => pdb.GetGuid(pdb.GetCustomDebugInformation(i).Kind) == EmbeddedSource);
            }

            // A debugger takes symbols whose id the assembly names.
            using var image = new PEReader(new MemoryStream(packed.Read(id, assembly)));
            var entry = image.ReadCodeViewDebugDirectoryData(image.ReadDebugDirectory().Single(e => e.Type == DebugDirectoryEntryType.CodeView && e.IsPortableCodeView));
            Assert.Equal(entry.Guid, new BlobContentId(pdb.DebugMetadataHeader!.Id).Guid);
            Assert.StartsWith("/_/", entry.Path, StringComparison.Ordinal);
        }
    }

    [PackFact]
    public void Packages_NoFile_NamesAFolderOfTheMachine()
    {
        string[] folders = [packed.Sources, Quickstart.Repository, PackFactAttribute.Metadata("NuGetPackageRoot")];
        foreach (var file in Directory.GetFiles(packed.Feed))
        {
            using var package = System.IO.Compression.ZipFile.OpenRead(file);
            foreach (var entry in package.Entries)
            {
                using var content = entry.Open();
                using var bytes = new MemoryStream();
                content.CopyTo(bytes);
                foreach (var folder in folders)
                {
                    var found = bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(folder)) >= 0 || bytes.ToArray().AsSpan().IndexOf(Encoding.Unicode.GetBytes(folder)) >= 0;
                    Assert.False(found, $"{entry.FullName} of {Path.GetFileName(file)} holds {folder}");
                }
            }
        }
    }

    [PackFact]
    public void Library_BuiltInAnotherFolder_IsTheSameBytes()
    {
        var first = packed.Read("MixPolicy", "lib/net10.0/MixPolicy.dll");
        using var folder = new TempFolder();
        var sources = Path.Combine(folder.Path, "elsewhere", "deeper");
        SourceCopy.To(sources);
        Dotnet.Succeed(["build", "src/MixPolicy", "-c", "Release", $"-p:Version={packed.Version}", "-p:RunAnalyzers=false", "-v", "q"], sources);

        Assert.Equal(first, File.ReadAllBytes(Path.Combine(sources, "src", "MixPolicy", "bin", "Release", "net10.0", "MixPolicy.dll")));
    }
}
