using System.Text;
using CsCheck;

namespace MixPolicy.Tests.Sources.Lines;

/// <summary>Lines that are JSON objects, nearly, or not at all, with the keys that the tests map: a, m.b, m, q, and one spelled m.b.</summary>
internal static class JsonGen
{
    private static readonly Gen<string> Space = Gen.Frequency((12, Gen.Const("")), (2, Gen.Const(" ")), (1, Some("\t", "\r", " \t\r ")));

    private static readonly Gen<string> Piece = Gen.Frequency(
        (30, Some("x", "plain text", "", "é", "😀", "/", "'", "\u007f", "\u2028", ",", "{", "]", ":", "forty characters, none of them special: ")),
        (12, Some("\\n", "\\t", "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\r", "\\u0041", "\\u00e9", "\\u20AC", "\\ud83d\\ude00", "\\u0000")),
        (1, Some("\\ud800", "\\udc00", "\\ud800\\u0041", "\\ud83d\\ud83d", "\\x", "\\u12g4", "\\u", "\\u123", "\\", "\"", "\u0001", "\t", "\\U0041", "\\u+123")));

    private static readonly Gen<string> Text = Piece.Array[0, 5].Select(p => $"\"{string.Concat(p)}\"");

    private static readonly Gen<string> Number = Gen.Frequency(
        (8, Gen.OneOf(Gen.Long.Select(n => $"{n}"), Gen.Int[-99, 99].Select(n => $"{n}"))),
        (6, Some("0", "-0", "1.5", "-1e5", "1E+3", "0.0", "0e0", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "123456789012345678", "100000000000000000000000000000", "1e-2", "1.25e+10")),
        (1, Some("01", "1.", "1e", "-", "+1", ".5", "00", "1e+", "-.5", "0x1", "1_0", "--1", "1.e1", "Infinity", "-01")));

    private static readonly Gen<string> Literal = Gen.Frequency(
        (20, Some("true", "false", "null")), (1, Some("True", "nul", "nulll", "fals", "NaN", "tru e", "")));

    private static readonly Gen<string> Key = Gen.Frequency(
        (20, Some("a", "m", "b", "q", "m.b", "x", "y", "z", "", "é", "a b", "id", "content of a longer key")),
        (2, Some(new string('k', 30), new string('k', 31), new string('k', 32), new string('k', 33), new string('k', 99))),
        (1, Some("\\u0061", "\\u006d", "q\\n", "\\/", "\\ud800", "\\", "a\\u002e")));

    private static readonly Gen<(int Kind, int At, byte Value)[]> Edits =
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 1 << 20], Gen.OneOf(Gen.Byte, Some("\"\\{}[],:0e-. \r\t"u8.ToArray()))).Array[1, 3];

    /// <summary>One line, without its line feed; as bytes, since some are not UTF-8.</summary>
    public static Gen<byte[]> Line { get; } = Gen.Frequency(
        (12, Gen.Select(Space, Value(3, objectsOnly: true), Space).Select(Joined).Select(Encoding.UTF8.GetBytes)),
        (8, Gen.Select(Gen.Select(Space, Value(3, objectsOnly: true), Space).Select(Joined).Select(Encoding.UTF8.GetBytes), Edits).Select(Edited)),
        (1, Gen.Select(Value(2, objectsOnly: false), Some("", " x", "{}", ",", "\0")).Select((v, tail) => v + tail).Select(Encoding.UTF8.GetBytes)),
        (1, Gen.Int[60, 68].Select(n => $"{{\"a\":1,\"z\":{new string('[', n)}{new string(']', n)}}}").Select(Encoding.UTF8.GetBytes)),
        (1, Gen.Int[60, 68].Select(n => string.Concat(Enumerable.Repeat("{\"m\":", n)) + "1" + new string('}', n)).Select(Encoding.UTF8.GetBytes)));

    private static Gen<T> Some<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<string> Value(int depth, bool objectsOnly)
    {
        var scalar = Gen.Frequency((4, Text), (3, Number), (2, Literal));
        var inner = depth == 0 ? scalar : Gen.Frequency((5, scalar), (1, Value(depth - 1, objectsOnly: false)), (1, Value(depth - 1, objectsOnly: true)));
        var member = Gen.Select(Key, Space, Space, inner, Space).Select((k, s, t, v, u) => $"\"{k}\"{s}:{t}{v}{u}");
        var fields = Gen.Select(Space, member.Array[0, 6], Gen.Frequency((40, Gen.Const(",")), (1, Some(",,", ";", " ")))).Select((s, m, comma) => $"{{{s}{string.Join(comma + s, m)}}}");
        if (objectsOnly) return fields;
        var list = Gen.Select(Space, inner.Array[0, 4]).Select((s, v) => $"[{s}{string.Join(s + "," + s, v)}{s}]");
        return Gen.OneOf(fields, list, scalar);
    }

    private static string Joined(string before, string value, string after) => before + value + after;

    private static byte[] Edited(byte[] line, (int Kind, int At, byte Value)[] edits)
    {
        var bytes = line.ToList();
        foreach (var (kind, place, value) in edits)
        {
            if (bytes.Count == 0) break;
            var at = place % bytes.Count;
            if (kind == 0) bytes[at] = value;
            else if (kind == 1) bytes.Insert(at, value);
            else if (kind == 2) bytes.RemoveAt(at);
            else bytes.RemoveRange(at, bytes.Count - at);
        }

        return [.. bytes];
    }
}
