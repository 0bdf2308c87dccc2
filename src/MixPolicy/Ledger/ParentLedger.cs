using MixPolicy.Diagnostics;
using MixPolicy.Generations;
using MixPolicy.Sources;

namespace MixPolicy.Ledger;

/// <summary>The ledger of the generation before, as its report describes it.</summary>
/// <param name="File">The file, with the digest that it must have.</param>
/// <param name="Size">Its leaves and root.</param>
internal sealed record ParentLedger(InputFile File, LedgerSize Size)
{
    /// <summary>Where it is, absolute.</summary>
    public string Path => File.FullPath;

    /// <summary>Compares what was read with what the report says.</summary>
    /// <exception cref="SourceFileException">It is another ledger.</exception>
    public void Demand(string sha256, long bytes, LedgerSize found)
    {
        if (sha256 != File.Sha256) throw new SourceFileException(Codes.ParentAltered, $"has the SHA-256 {sha256} ({bytes} bytes), but its report names {File.Sha256} ({File.Bytes} bytes): one of the two is not of the build that wrote the other");
        if (found != Size) throw new SourceFileException(Codes.ParentAltered, $"has {found.Records} leaves with the root {found.Root}, but its report says {Size.Records} with the root {Size.Root}");
    }
}
