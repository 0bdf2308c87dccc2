using MixPolicy.Diagnostics;

namespace MixPolicy;

/// <summary>What <see cref="MixExport"/> made.</summary>
/// <param name="Documents">One a format, in the order asked for; none when a finding says why.</param>
/// <param name="Written">Absolute paths of the files written, in the same order; none when no folder was named.</param>
/// <param name="Diagnostics">Findings: by file, line, column and code.</param>
public sealed record ExportResult(IReadOnlyList<ExportDocument> Documents, IReadOnlyList<string> Written, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>A document for another tool's reader.</summary>
/// <param name="Format">Its format's name.</param>
/// <param name="FileName">What its file is called.</param>
/// <param name="Bytes">UTF-8 without a byte order mark, <c>\n</c>; the same bytes for the same report and facts.</param>
public sealed record ExportDocument(string Format, string FileName, ReadOnlyMemory<byte> Bytes);
