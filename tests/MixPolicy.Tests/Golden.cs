using System.Runtime.CompilerServices;
using System.Text;

namespace MixPolicy.Tests;

/// <summary>
/// Compares what a test made with the file beside it, <c>Class.Method.verified.txt</c>, byte for byte. On a mismatch, or when there is no such file,
/// the test fails and leaves <c>Class.Method.received.txt</c>. With <c>MIXPOLICY_ACCEPT=1</c> in the environment what was made becomes the file.
/// </summary>
internal static class Golden
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Compares text, as UTF-8.</summary>
    public static void Match(string text, [CallerFilePath] string testFile = "", [CallerMemberName] string test = "") =>
        Match(Utf8.GetBytes(text), testFile, test);

    /// <summary>Compares bytes.</summary>
    public static void Match(byte[] made, [CallerFilePath] string testFile = "", [CallerMemberName] string test = "")
    {
        var stem = Path.ChangeExtension(testFile, null) + "." + test;
        var verified = stem + ".verified.txt";
        var received = stem + ".received.txt";
        if (File.Exists(verified) && File.ReadAllBytes(verified).AsSpan().SequenceEqual(made))
        {
            File.Delete(received);
            return;
        }

        if (Environment.GetEnvironmentVariable("MIXPOLICY_ACCEPT") == "1")
        {
            File.WriteAllBytes(verified, made);
            File.Delete(received);
            return;
        }

        File.WriteAllBytes(received, made);
        Assert.Fail(File.Exists(verified)
            ? $"{Path.GetFileName(received)} differs from {Path.GetFileName(verified)}: {FirstDifference(File.ReadAllBytes(verified), made)}"
            : $"There is no {Path.GetFileName(verified)}; look at {Path.GetFileName(received)} and accept it with MIXPOLICY_ACCEPT=1.");
    }

    private static string FirstDifference(byte[] verified, byte[] made)
    {
        var index = verified.AsSpan().CommonPrefixLength(made);
        var line = verified.AsSpan(0, index).Count((byte)'\n') + 1;
        return $"line {line}, byte {index}: expected \"{Around(verified, index)}\", made \"{Around(made, index)}\"";
    }

    private static string Around(byte[] bytes, int index) =>
        Encoding.UTF8.GetString(bytes.AsSpan(index, Math.Min(80, bytes.Length - index))).Replace("\n", "\\n", StringComparison.Ordinal);
}
