using System.Security;
using System.Text;
using MixPolicy.Output;

namespace MixPolicy.Reporting;

/// <summary>A report as a file, or what else a host keeps beside what it prints.</summary>
public static class ReportFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Writes a report, in UTF-8 without BOM, so that a reader finds the old bytes or the new ones and nothing between. Makes the folder; a file whose bytes
    /// are these already is left alone. What lies in <c>/dev</c> is no file to be replaced: it is written to.
    /// </summary>
    /// <param name="path">Absolute.</param>
    /// <param name="renderer">Makes the text.</param>
    /// <param name="result">What is reported.</param>
    /// <exception cref="IOException">The path cannot be a file's, is not absolute, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A right is missing, or there is a folder of that name.</exception>
    public static void Write(string path, IReportRenderer renderer, BuildResult result)
    {
        ArgumentNullException.ThrowIfNull(renderer);
        using var text = new StringWriter { NewLine = "\n" };
        renderer.Render(result, text);
        Write(path, Utf8.GetBytes(text.ToString()));
    }

    /// <summary>The same for whatever else a host keeps.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="bytes">The whole content.</param>
    /// <exception cref="IOException">The path cannot be a file's, is not absolute, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A right is missing, or there is a folder of that name.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Path.IsPathFullyQualified(path)) throw new IOException($"'{path}' is not an absolute path");
        try
        {
            Put(path, bytes);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or SecurityException)
        {
            throw new IOException(e.Message, e);
        }
    }

    private static void Put(string path, ReadOnlySpan<byte> bytes)
    {
        if (IsDevice(path))
        {
            using var device = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            device.Write(bytes);
            return;
        }

        if (Path.GetFileName(path).Length == 0 || Directory.Exists(path)) throw new UnauthorizedAccessException($"'{path}' is a folder");
        AtomicFile.Update(path, bytes);
    }

    // Root's rename would put a file in place of /dev/null. The folder for shared memory holds files like any other.
    private static bool IsDevice(string path) =>
        !OperatingSystem.IsWindows() && path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);
}
