using System.Globalization;
using System.Text.Json;
using MixPolicy.Policies;

namespace MixPolicy.Lineage.Audit;

/// <summary>Names where two JSON documents first differ.</summary>
internal static class JsonDifference
{
    /// <summary>The path of the first member that differs, with what is there and what should be; null when none does.</summary>
    /// <param name="expected">What should be.</param>
    /// <param name="found">What is there.</param>
    /// <param name="passedOver">A member of the whole that is not compared, as it follows from the others.</param>
    public static string? First(JsonElement expected, JsonElement found, string? passedOver = null) => First(expected, found, "", passedOver);

    private static string? First(JsonElement expected, JsonElement found, string path, string? passedOver)
    {
        if (expected.ValueKind != found.ValueKind) return Told(path, expected, found);
        if (expected.ValueKind == JsonValueKind.Array) return InList(expected, found, path);
        if (expected.ValueKind != JsonValueKind.Object) return JsonElement.DeepEquals(expected, found) ? null : Told(path, expected, found);
        foreach (var member in expected.EnumerateObject())
        {
            if (member.Name == passedOver) continue;
            var name = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (!found.TryGetProperty(member.Name, out var value)) return $"{name} is lacking";
            if (First(member.Value, value, name, null) is { } difference) return difference;
        }

        var more = found.EnumerateObject().Select(m => m.Name).FirstOrDefault(n => n != passedOver && !expected.TryGetProperty(n, out _));
        return more is null ? null : $"{(path.Length == 0 ? "" : path + ".")}{Shown.Short(more)} is there and should not be";
    }

    private static string? InList(JsonElement expected, JsonElement found, string path)
    {
        var (many, there) = (expected.GetArrayLength(), found.GetArrayLength());
        for (var i = 0; i < Math.Min(many, there); i++)
        {
            if (First(expected[i], found[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), null) is { } difference) return difference;
        }

        return many == there ? null : $"{path} has {there} entries for {many}";
    }

    private static string Told(string path, JsonElement expected, JsonElement found) => $"{path} is {Value(found)}, and should be {Value(expected)}";

    private static string Value(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? value.ValueKind == JsonValueKind.Object ? "an object" : "a list" : Shown.Short(value.GetRawText());
}
