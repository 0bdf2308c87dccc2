using System.IO.Compression;

namespace MixPolicy.Tool.Tests.Packages;

/// <summary>Every package, packed once by eng/pack.sh from a copy of the sources, with a version that no cache knows.</summary>
public sealed class PackedPackages : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Lazy<string> _feed;

    public PackedPackages() => _feed = new Lazy<string>(Pack);

    /// <summary>The version that was packed.</summary>
    public string Version { get; } = $"0.1.0-test.{Guid.NewGuid():N}";

    /// <summary>Where the sources were copied to.</summary>
    public string Sources => Path.Combine(_folder.Path, "sources");

    /// <summary>The folder of packages, a feed to NuGet. Packing waits until the first test asks for it: all may be skipped.</summary>
    public string Feed => _feed.Value;

    /// <summary>A folder that sees no other feed than this one, as on a machine where no tool was ever installed.</summary>
    public PackageUser NewUser() => new(Feed, Version);

    /// <summary>Opens a package.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="extension"><c>snupkg</c> for its symbols.</param>
    public ZipArchive Open(string id, string extension = "nupkg") => ZipFile.OpenRead(Path.Combine(Feed, $"{id}.{Version}.{extension}"));

    /// <summary>The bytes of one file of a package.</summary>
    public byte[] Read(string id, string name, string extension = "nupkg")
    {
        using var package = Open(id, extension);
        using var content = package.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    public void Dispose() => _folder.Dispose();

    private string Pack()
    {
        SourceCopy.To(Sources);
        var feed = Path.Combine(_folder.Path, "feed");

        // Analyzers have judged the same files when the tests were built.
        Dotnet.Succeed("bash", ["eng/pack.sh", feed, $"-p:Version={Version}", "-p:RunAnalyzers=false", "-v", "q"], Sources);
        return feed;
    }
}
