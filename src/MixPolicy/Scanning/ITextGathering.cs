using MixPolicy.Hashing;

namespace MixPolicy.Scanning;

/// <summary>
/// What a rule wants gathered of the texts while they are scanned: each unit then keeps one more file. Immutable, thread-safe.
/// </summary>
internal interface ITextGathering
{
    /// <summary>What it is called: the extension of the unit's file, unlike any other gathering's.</summary>
    string Kind { get; }

    /// <summary>All that the file's bytes depend on beside the texts: kept units are told apart by it.</summary>
    string Settings { get; }

    /// <summary>Starts a unit's file, which must not exist.</summary>
    ITextGatherer Open(string path);
}

/// <summary>Gathers the texts of one unit, in the order of its records. One worker an instance.</summary>
internal interface ITextGatherer : IDisposable
{
    /// <summary>Takes an admitted record.</summary>
    /// <param name="text">UTF-8; lives until the call returns.</param>
    /// <param name="digest">Its digest.</param>
    /// <param name="origin">Where it comes from.</param>
    void Add(ReadOnlySpan<byte> text, in Digest256 digest, Origin origin);

    /// <summary>Ends the file; its XxHash128, hex.</summary>
    string Complete();
}
