using System.Globalization;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;

namespace MixPolicy.Reporting.Exports;

/// <summary>Refuses facts that no form could hold.</summary>
internal static class FactCheck
{
    private const int Longest = 4000;
    private static readonly string[] Times = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <summary>Reports each that is malformed, by the name of its option.</summary>
    public static void Run(ExportFacts facts, DiagnosticBag found)
    {
        (string Name, string? Value)[] all =
        [
            ("--url", facts.Url), ("--creator", facts.Creator), ("--license", facts.License), ("--country", facts.Country), ("--purpose", facts.Purpose),
            ("--description", facts.Description), ("--model", facts.Model), ("--namespace", facts.Namespace), ("--event-time", facts.EventTime),
        ];
        foreach (var (name, value) in all.Where(f => f.Value is not null)) Check(name, value!, found);
        if (facts.Url is { Length: > 0 } url && (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || !Uri.IsWellFormedUriString(url, UriKind.Absolute)))
        {
            Refuse("--url", url, "give an absolute URL, such as https://example.org/data/web-mix", found);
        }

        if (facts.EventTime is { Length: > 0 } time && !DateTime.TryParseExact(time, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            Refuse("--event-time", time, "give a day or an instant in UTC, such as 2026-11-01 or 2026-11-01T12:30:00Z", found);
        }
    }

    private static void Check(string name, string value, DiagnosticBag found)
    {
        if (string.IsNullOrWhiteSpace(value)) Refuse(name, value, "give a value, or leave the option out: it is then written as not stated", found);
        else if (value.Length > Longest) Refuse(name, value, $"give at most {Longest} characters", found);
        else if (Enumerable.Range(0, value.Length).Any(i => YamlText.IsUnseen(value, i))) Refuse(name, value, "leave out control characters", found);
    }

    private static void Refuse(string name, string value, string remedy, DiagnosticBag found) =>
        found.Error(Codes.ExportFact, new Place(""), $"{name} is {Shown.Quote(value)}: {remedy}");
}
