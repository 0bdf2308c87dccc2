using System.CommandLine;
using System.CommandLine.Parsing;
using MixPolicy.Diagnostics;

namespace MixPolicy.Tool;

/// <summary>Says what is wrong with a command line, in one sentence with the nearest right spelling.</summary>
internal static class ArgumentFault
{
    /// <summary>Null when the command line can be run.</summary>
    public static string? Of(ParseResult parsed, IReadOnlyList<string> args)
    {
        var command = parsed.CommandResult.Command;
        var verbs = parsed.RootCommandResult.Command.Subcommands.Select(c => c.Name).ToArray();
        if (command is RootCommand && args.FirstOrDefault(a => !a.StartsWith('-')) is { } word)
        {
            var have = $"The verbs are: {string.Join(", ", verbs)}";
            if (Verbs.NotBuiltYet.Contains(word)) return $"the verb '{word}' is not built yet in this version. {have}";
            return $"there is no verb '{word}'{Meant(word, verbs.Concat(Verbs.NotBuiltYet))} {have}";
        }

        // An unknown option first: its value may have been taken for an argument, and that complaint would mislead.
        var unmatched = parsed.UnmatchedTokens;
        var unknown = unmatched.FirstOrDefault(t => t.StartsWith('-')) ?? TakenForArgument(parsed) ?? (unmatched.Count > 0 ? unmatched[0] : null);
        if (unknown?.StartsWith('-') == true)
        {
            var options = command.Options.Where(o => !o.Hidden).Select(o => o.Name).ToArray();
            if (options.Length == 0) return $"{Subject(command)} has no option '{unknown}', nor any other (try '{Help(command)}')";
            return $"{Subject(command)} has no option '{unknown}'{Meant(unknown, options)} Its options are: {string.Join(", ", options)}";
        }

        if (unknown is not null) return $"{Subject(command)} does not take '{unknown}' here: try '{Help(command)}'";
        if (parsed.Errors.Count == 0) return null;
        if (command is RootCommand) return $"no verb given: try '{Help(command)}'. The verbs are: {string.Join(", ", verbs)}";
        return $"{parsed.Errors[0].Message.TrimEnd('.')} (try '{Help(command)}')";
    }

    // 'build --fromat json p.yaml': the option that does not exist was taken for the policy. After '--' a dash is the user's own.
    private static string? TakenForArgument(ParseResult parsed) =>
        parsed.Tokens.Any(t => t.Type == TokenType.DoubleDash)
            ? null
            : parsed.CommandResult.Command.Arguments
                .SelectMany(a => parsed.GetResult(a)?.Tokens ?? [])
                .Select(t => t.Value)
                .FirstOrDefault(v => v.Length > 1 && v.StartsWith('-'));

    private static string Subject(Command command) => command is RootCommand ? "the tool" : $"'{command.Name}'";

    private static string Help(Command command) => $"dotnet mixpolicy {Words(command)}--help";

    // 'tombstone add': a verb that has verbs of its own is named in full.
    private static string Words(Command command) =>
        command is RootCommand ? "" : $"{string.Concat(command.Parents.OfType<Command>().Take(1).Select(Words))}{command.Name} ";

    private static string Meant(string word, IEnumerable<string> candidates) =>
        NearestWord.To(word, candidates) is { } nearest ? $"; did you mean '{nearest}'?" : ".";
}
