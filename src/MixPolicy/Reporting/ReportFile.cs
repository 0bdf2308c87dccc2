using System.Text;
using MixPolicy.Output;

namespace MixPolicy.Reporting;

/// <summary>Puts a report into a file. Thread-safe.</summary>
public static class ReportFile
{
    /// <summary>Writes a report, whole or not at all, in UTF-8 without BOM; leaves a file alone that says the same.</summary>
    /// <param name="path">Absolute path; its folders are made.</param>
    /// <param name="renderer">The form.</param>
    /// <param name="result">What to report.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, IReportRenderer renderer, BuildResult result)
    {
        ArgumentNullException.ThrowIfNull(renderer);
        using var text = new StringWriter { NewLine = "\n" };
        renderer.Render(result, text);
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, bytes);
    }
}
