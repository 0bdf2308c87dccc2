namespace MixPolicy.Sources;

/// <summary>
/// A part of a file that can be read by itself: row groups of Parquet, or bytes, from line to line, of plain JSON lines. Everything else is read
/// whole.
/// </summary>
/// <param name="From">First row group or byte.</param>
/// <param name="To">The row group or byte behind the last.</param>
/// <param name="FirstLine">Lines before the part; 0 for Parquet.</param>
internal readonly record struct FilePart(long From, long To, long FirstLine)
{
    /// <summary>All of a file.</summary>
    public static FilePart Whole { get; } = new(0, long.MaxValue, 0);
}
