namespace MixPolicy.Reporting;

/// <summary>Puts a result into one of the formats of <see cref="Renderers"/>. Renderers hold no state and are thread-safe.</summary>
public interface IReportRenderer
{
    /// <summary>Writes the report, <c>\n</c> at each line's end, the last one's too. The same result gives the same text everywhere.</summary>
    /// <exception cref="IOException">The writer failed.</exception>
    void Render(BuildResult result, TextWriter output);
}
