namespace MixPolicy.Diagnostics;

/// <summary>Where something stands: a file and, for text, the span in it.</summary>
/// <param name="File">The path as the user wrote it, with <c>/</c>; relative to the policy's folder for sources.</param>
/// <param name="Line">Line, counted from 1; 0 when the place is the whole file.</param>
/// <param name="Column">Column in UTF-16 units, counted from 1; 0 when the place is a whole line or file.</param>
/// <param name="EndLine">Last line of the span, counted from 1; 0 when unknown.</param>
/// <param name="EndColumn">Column after the last character of the span; 0 when unknown.</param>
public sealed record Place(string File, int Line = 0, int Column = 0, int EndLine = 0, int EndColumn = 0)
{
    /// <summary><c>file(line,column)</c>, the form that MSBuild and editors link; parts that are unknown are left out.</summary>
    public override string ToString() =>
        Line == 0 ? File : Column == 0 ? $"{File}({Line})" : $"{File}({Line},{Column})";
}
