using System.CommandLine;
using MixPolicy.Diagnostics;

namespace MixPolicy.Tool;

/// <summary><c>explain MIX0302</c>: prints a code's page; without a code, every code with its title.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var command = new Command("explain", "Explain a code, or list them all");
        var code = new Argument<string?>("code")
        {
            Description = "MIX0302, mix302 or 302; none lists all codes",
            Arity = ArgumentArity.ZeroOrOne,
        };
        command.Arguments.Add(code);
        command.SetAction(parsed => Explain(parsed.GetValue(code)));
        return command;
    }

    private static int Explain(string? word)
    {
        if (word is null)
        {
            ReportOutput.Print(string.Concat(Catalogue.Entries.Select(e => $"{e.Code}  {e.Title}\n")));
            return ExitCode.Satisfied;
        }

        if (Catalogue.Page(Catalogue.Normalize(word)) is { } page)
        {
            ReportOutput.Print(page);
            return ExitCode.Satisfied;
        }

        var nearest = Catalogue.Find(Catalogue.Nearest(word))!;
        var message = $"there is no code '{word}'; the nearest is {nearest.Code} ({nearest.Title}); 'explain' alone lists them all";
        Host.Complain(Codes.BadArguments, message);
        return ExitCode.NotEvaluated;
    }
}
