namespace MixPolicy.Reporting.Exports;

/// <summary>Puts a mix into the form of another tool's reader. Exports hold no state and are thread-safe.</summary>
internal interface IMixExport
{
    /// <summary>The name that <c>--as</c> knows it by.</summary>
    string Format { get; }

    /// <summary>What its file is called.</summary>
    string FileName { get; }

    /// <summary>Whether the form cannot do without an instant.</summary>
    bool NeedsTime { get; }

    /// <summary>The document: UTF-8 without a byte order mark, <c>\n</c>, the same bytes for the same subject everywhere.</summary>
    byte[] Render(ExportSubject subject);
}
