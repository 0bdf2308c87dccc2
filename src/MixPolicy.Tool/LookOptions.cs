using System.CommandLine;
using System.CommandLine.Parsing;

namespace MixPolicy.Tool;

/// <summary>What verbs that look at reports share: the form of what they print.</summary>
internal static class LookOptions
{
    /// <summary>The format for people.</summary>
    public const string Text = "text";

    /// <summary>Adds <c>--format text|json</c>.</summary>
    public static Option<string> AddFormat(Command command)
    {
        var format = new Option<string>("--format") { Description = "Format on stdout: text|json", HelpName = "FORMAT", DefaultValueFactory = _ => Text, CustomParser = ReadFormat };
        command.Options.Add(format);
        return format;
    }

    /// <summary>Adds a report's path as an argument.</summary>
    public static Argument<string> AddReport(Command command, string name, string description)
    {
        var report = new Argument<string>(name) { Description = description };
        report.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && string.IsNullOrWhiteSpace(result.Tokens[0].Value)) result.AddError($"The path of '{name}' is empty");
        });
        command.Arguments.Add(report);
        return report;
    }

    private static string? ReadFormat(ArgumentResult result)
    {
        var word = result.Tokens[0].Value;
        if (word is Text or "json") return word;
        result.AddError($"there is no format '{word}' here. The formats are: text, json");
        return null;
    }
}
