using System.Globalization;
using MixPolicy.Diagnostics;
using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>Where a record of a source stands, for diagnostics.</summary>
internal static class RowPlace
{
    /// <summary>The file, with the line for line formats.</summary>
    public static Place Of(SourceFile file, int rowGroup, long row) =>
        new(file.Name, rowGroup < 0 && row < int.MaxValue ? (int)row + 1 : 0);

    /// <summary><c>line 12</c>, or <c>row group 0, row 11</c> counted from 0 as in the manifest.</summary>
    public static string Words(int rowGroup, long row) => rowGroup < 0
        ? string.Create(CultureInfo.InvariantCulture, $"line {row + 1}")
        : string.Create(CultureInfo.InvariantCulture, $"row group {rowGroup}, row {row}");
}
