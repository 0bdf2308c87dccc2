using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>What may stand before a document: <c>%YAML 1.1</c> or <c>%YAML 1.2</c>, nothing else. The parser skips what it does not know.</summary>
internal static class YamlDirectives
{
    /// <summary>Reports each directive that is not allowed; false when there is one.</summary>
    public static bool Check(string file, string text, DiagnosticBag diagnostics)
    {
        var allowed = true;
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var trimmed = line.TrimEnd();
            if (trimmed.TrimStart() is "" or ['#', ..]) continue;
            if (trimmed is not ['%', ..]) break;
            if (trimmed is "%YAML 1.1" or "%YAML 1.2") continue;
            diagnostics.Error(
                Codes.YamlSyntax,
                new Place(file, number, 1, number, trimmed.Length + 1),
                $"The directive {Shown.Quote(trimmed.ToString())} is not allowed; a policy needs none. Remove the line.");
            allowed = false;
        }

        return allowed;
    }
}
