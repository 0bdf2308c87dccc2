using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MixPolicy.Diagnostics;
using MixPolicy.Generations;

namespace MixPolicy.Tool;

/// <summary><c>tombstone add FILE</c> and <c>tombstone list FILE</c>: what was taken down, why and on whose authority.</summary>
internal static class TombstoneCommand
{
    public static Command Create(CancellationToken cancellation) => new("tombstone", "Record that a text was taken down, or list those that were")
    {
        CreateAdd(cancellation),
        CreateList(),
    };

    private static Command CreateAdd(CancellationToken cancellation)
    {
        var command = new Command("add", "Add a tombstone, which the next build honours");
        var file = File(command);
        var text = new TextOptions(command);
        var lineage = new Option<string?>("--lineage") { Description = "The lineage report whose manifest holds the text; needed with --id", HelpName = "FILE" };
        var reason = new Option<string>("--reason") { Description = "Why, for whoever reads the reports", HelpName = "TEXT", Required = true };
        var authority = new Option<string>("--authority") { Description = "On whose word", HelpName = "TEXT", Required = true };
        var date = new Option<DateOnly?>("--date") { Description = "From which day on it counts, YYYY-MM-DD (default: today, UTC)", HelpName = "DAY", CustomParser = ReadDay };
        lineage.Validators.Add(RunOptions.NotEmpty);
        foreach (var option in new Option[] { lineage, reason, authority, date }) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(text.Id) is not null && result.GetValue(lineage) is null) result.AddError("--id needs --lineage: the report whose manifest knows the id");
        });
        command.SetAction(parsed => Add(
            new TombstoneRequest
            {
                File = parsed.GetRequiredValue(file),
                Directory = Environment.CurrentDirectory,
                Text = text.Question(parsed),
                Lineage = parsed.GetValue(lineage),
                Reason = parsed.GetRequiredValue(reason),
                Authority = parsed.GetRequiredValue(authority),
                Date = parsed.GetValue(date) ?? DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime),
            },
            cancellation));
        return command;
    }

    private static Command CreateList()
    {
        var command = new Command("list", "List the tombstones of a file");
        var file = File(command);
        command.SetAction(parsed =>
        {
            var diagnostics = new DiagnosticBag();
            var lines = TombstoneBook.List(parsed.GetRequiredValue(file), Environment.CurrentDirectory, diagnostics);
            ReportOutput.PrintFindings(diagnostics.Sorted());
            ReportOutput.Print(string.Concat((lines ?? []).Select(line => line + "\n")));
            return lines is null ? ExitCode.NotEvaluated : ExitCode.Satisfied;
        });
        return command;
    }

    private static int Add(TombstoneRequest request, CancellationToken cancellation)
    {
        var result = TombstoneBook.Add(request, cancellation);
        ReportOutput.PrintFindings(result.Diagnostics);
        if (result.Added) ReportOutput.Print($"added a tombstone for {result.Digest} to {request.File}; tombstones: {result.Count}\n");
        return (int)result.Outcome;
    }

    private static Argument<string> File(Command command)
    {
        var file = new Argument<string>("file") { Description = "The file of tombstones that the policy names, e.g. takedowns.jsonl" };
        file.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && string.IsNullOrWhiteSpace(result.Tokens[0].Value)) result.AddError("The file's path is empty");
        });
        command.Arguments.Add(file);
        return file;
    }

    private static DateOnly? ReadDay(ArgumentResult result)
    {
        var word = result.Tokens[0].Value;
        if (DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        result.AddError($"--date is '{word}': give a day as YYYY-MM-DD");
        return null;
    }
}
