using System.Globalization;
using System.Text;
using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>The bytes of a policy as text: UTF-8 that holds nothing an editor would not show.</summary>
internal static class YamlText
{
    /// <summary>Largest policy that is read, in bytes.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes; reports and returns null when the bytes cannot be a policy. A byte order mark is dropped.</summary>
    public static string? Decode(string file, byte[] bytes, DiagnosticBag diagnostics)
    {
        if (bytes.Length > MaxBytes)
        {
            diagnostics.Error(Codes.TooComplex, new Place(file), $"The policy has {bytes.Length} bytes; at most {MaxBytes} are read.");
            return null;
        }

        var content = bytes.AsSpan();
        if (content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            diagnostics.Error(Codes.YamlSyntax, new Place(file, 1, 1), "The policy is UTF-16; save it as UTF-8.");
            return null;
        }

        if (content is [0xEF, 0xBB, 0xBF, ..]) content = content[3..];
        var text = DecodeUtf8(file, content, diagnostics);
        return text is null || HoldsUnseen(file, text, diagnostics) ? null : text;
    }

    /// <summary>Whether the character may not stand in a policy, even escaped: controls, and halves of a surrogate pair.</summary>
    public static bool IsUnseen(string text, int index)
    {
        var c = text[index];
        if (char.IsHighSurrogate(c)) return index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1]);
        if (char.IsLowSurrogate(c)) return index == 0 || !char.IsHighSurrogate(text[index - 1]);
        return (char.IsControl(c) && c is not ('\t' or '\n' or '\r')) || c is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF';
    }

    /// <summary>A character by number: <c>U+0000</c>.</summary>
    public static string Number(char c) => string.Create(CultureInfo.InvariantCulture, $"U+{(int)c:X4}");

    private static string? DecodeUtf8(string file, ReadOnlySpan<byte> content, DiagnosticBag diagnostics)
    {
        try
        {
            return Strict.GetString(content);
        }
        catch (DecoderFallbackException e)
        {
            var valid = Strict.GetString(content[..e.Index]);
            var wrong = string.Join(' ', (e.BytesUnknown ?? []).Select(b => b.ToString("X2", CultureInfo.InvariantCulture)));
            diagnostics.Error(
                Codes.YamlSyntax,
                At(file, valid, valid.Length),
                $"The policy is not UTF-8 here: bytes {wrong}. Save it as UTF-8.");
            return null;
        }
    }

    private static bool HoldsUnseen(string file, string text, DiagnosticBag diagnostics)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsUnseen(text, i)) continue;
            diagnostics.Error(
                Codes.YamlSyntax,
                At(file, text, i),
                $"The policy holds the character {Number(text[i])}, which no editor shows; remove it.");
            return true;
        }

        return false;
    }

    private static Place At(string file, string text, int index)
    {
        var line = 1;
        var start = 0;
        for (var i = 0; i < index; i++)
        {
            if (text[i] != '\n' && !(text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))) continue;
            line++;
            start = i + 1;
        }

        return new Place(file, line, index - start + 1);
    }
}
