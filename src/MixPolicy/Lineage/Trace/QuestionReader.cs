using System.Security.Cryptography;
using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Hashing;
using MixPolicy.Policies;
using MixPolicy.Sources;

namespace MixPolicy.Lineage.Trace;

/// <summary>Turns a question into what is looked for.</summary>
internal static class QuestionReader
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads it; null when it names no text, which is then reported.</summary>
    /// <param name="question">The question.</param>
    /// <param name="directory">Absolute folder that its file is relative to.</param>
    /// <param name="diagnostics">Gets findings.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static AskedText? Read(TextQuestion question, string directory, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        if (new[] { question.Text, question.File, question.Digest, question.Id }.Count(q => q is not null) != 1) return Refuse("", "a text is named in one way: by itself, by a file, by its digest or by an id", diagnostics);
        if (question.Source is not null && question.Id is null) return Refuse("", "a source is named only with an id", diagnostics);
        if (question.Digest is { } hex)
        {
            return hex.Length == 2 * Digest256.Size && hex.All(char.IsAsciiHexDigit)
                ? new AskedText($"the text with the SHA-256 {hex.ToLowerInvariant()}", new Digest256(Convert.FromHexString(hex)))
                : Refuse("", $"{Shown.Quote(hex)} is no digest: give the SHA-256 of the text's UTF-8, 64 hex digits", diagnostics);
        }

        if (question.File is { } file) return ReadFile(file, directory, diagnostics, cancellation);
        try
        {
            if (question.Text is { } text) return new AskedText("the text", new Digest256(SHA256.HashData(Strict.GetBytes(text))));
            var (id, source) = (Strict.GetBytes(question.Id!), question.Source is null ? null : Strict.GetBytes(question.Source));
            var words = $"the id {Shown.Quote(question.Id!)}{(question.Source is null ? "" : $" of the source {Shown.Quote(question.Source)}")}";
            return new AskedText(words, null, Id: id, Source: source);
        }
        catch (EncoderFallbackException)
        {
            return Refuse("", "what names the text is not valid Unicode", diagnostics);
        }
    }

    private static AskedText? ReadFile(string name, string directory, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        try
        {
            var full = Path.GetFullPath(name, directory);
            if (Directory.Exists(full)) return Refuse(name, $"{Shown.Quote(name)} is a folder; name the file that holds the text", diagnostics);
            if (!File.Exists(full)) return Refuse(name, $"{Shown.Quote(name)} is not there", diagnostics);
            var (sha256, bytes) = FileFingerprint.Compute(full, cancellation);
            return new AskedText($"the text in {Shown.Quote(name)}", new Digest256(sha256), WithoutNewline(full, bytes), name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Refuse(name, $"{Shown.Quote(name)} cannot be read: {e.Message}", diagnostics);
        }
    }

    /// <summary>Of a file that ends with a newline, the SHA-256 of what comes before it.</summary>
    private static Digest256? WithoutNewline(string path, long bytes)
    {
        if (bytes == 0) return null;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        Span<byte> end = stackalloc byte[(int)Math.Min(2, bytes)];
        file.Position = bytes - end.Length;
        file.ReadExactly(end);
        if (end[^1] != (byte)'\n') return null;
        var left = bytes - (end.Length == 2 && end[0] == (byte)'\r' ? 2 : 1);
        file.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[1 << 16];
        while (left > 0)
        {
            var read = file.Read(block, 0, (int)Math.Min(block.Length, left));
            if (read == 0) return null;
            hash.AppendData(block, 0, read);
            left -= read;
        }

        return new Digest256(hash.GetHashAndReset());
    }

    private static AskedText? Refuse(string file, string fault, DiagnosticBag diagnostics)
    {
        diagnostics.Error(Codes.TextNotTold, new Place(file.Replace('\\', '/')), fault);
        return null;
    }
}
