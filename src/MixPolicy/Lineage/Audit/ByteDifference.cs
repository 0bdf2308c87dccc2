using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Rules;

namespace MixPolicy.Lineage.Audit;

/// <summary>Where two texts first differ.</summary>
/// <param name="Offset">Bytes that they share from the start.</param>
/// <param name="Line">Line of the first byte that differs, from 1.</param>
/// <param name="Column">Its column in UTF-16 units, from 1.</param>
/// <param name="Words">For people, as the end of a sentence.</param>
internal sealed record ByteDifference(long Offset, int Line, int Column, string Words)
{
    /// <summary>The first difference; null when there is none.</summary>
    /// <param name="expected">What the report, or what follows from it, says.</param>
    /// <param name="found">What is there.</param>
    public static ByteDifference? Of(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> found)
    {
        var same = expected.CommonPrefixLength(found);
        if (same == expected.Length && same == found.Length) return null;
        var before = found[..same];
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetString(before[(before.LastIndexOf((byte)'\n') + 1)..]).Length + 1;
        var words = same == found.Length ? $"it ends at byte {Figures.Of(same)}, {Figures.Of(expected.Length - same)} too early"
            : same == expected.Length ? $"it goes on behind byte {Figures.Of(same)}, where it should end"
            : $"from line {line}, column {column} on (byte {Figures.Of(same)}: 0x{found[same]:x2} for 0x{expected[same]:x2})";
        return new ByteDifference(same, line, column, words);
    }

    /// <summary>The place in a file.</summary>
    public Place In(string file) => new(file, Line, Column);
}
