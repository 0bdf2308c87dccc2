namespace MixPolicy.Sources;

/// <summary>A source file that cannot be read any further. Caught by the scan, which turns it into a diagnostic at the file.</summary>
internal sealed class SourceFileException : IOException
{
    /// <summary>A fault of the whole file.</summary>
    public SourceFileException(string code, string message, string? remedy = null, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        Remedy = remedy;
    }

    /// <summary>A code of the catalogue.</summary>
    public string Code { get; }

    /// <summary>What the user can do; null when the message says it all.</summary>
    public string? Remedy { get; }

    /// <summary>Line in the file, from 1; 0 when it has none.</summary>
    public long Line { get; init; }
}
