using System.CommandLine;
using System.CommandLine.Parsing;
using MixPolicy.Diagnostics;
using MixPolicy.Reporting;

namespace MixPolicy.Tool;

/// <summary><c>export lineage.json --as croissant</c>: a mix for other tools' readers.</summary>
internal static class ExportCommand
{
    private const string Every = "all";

    /// <summary>Words of the product that this version does not have: training shards.</summary>
    private static readonly string[] NotBuiltYet = ["parquet", "jsonl", "jsonl.zst"];

    public static Command Create(CancellationToken cancellation)
    {
        var command = new Command("export", "Write a mix's lineage in a form that other tools read");
        var report = new Argument<string>("lineage.json") { Description = "The lineage report of a build" };
        report.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && string.IsNullOrWhiteSpace(result.Tokens[0].Value)) result.AddError("The report's path is empty");
        });
        var form = new Option<string>("--as")
        {
            Description = $"The form: {string.Join('|', Words)}",
            HelpName = "FORM",
            Required = true,
            CustomParser = ReadForm,
        };
        var output = new Option<string?>("--out") { Description = "Folder that gets the files (default: one form goes to stdout)", HelpName = "DIR" };
        output.Validators.Add(RunOptions.NotEmpty);
        var facts = new ExportOptions(command, report, form, output);
        command.Validators.Add(result =>
        {
            // By its token: asking for the value of a form that is none would throw.
            if (result.GetResult(form)?.Tokens is [{ Value: Every }] && result.GetResult(output) is null) result.AddError("--as all makes several files: name their folder with --out");
        });
        command.SetAction(parsed => Export(
            new ExportRequest
            {
                Report = parsed.GetRequiredValue(report),
                Directory = Environment.CurrentDirectory,
                Formats = parsed.GetRequiredValue(form) is var word && word == Every ? MixExport.Formats : [word],
                Out = parsed.GetValue(output),
                Facts = facts.Facts(parsed),
            },
            cancellation));
        return command;
    }

    private static IEnumerable<string> Words => MixExport.Formats.Append(Every);

    private static int Export(ExportRequest request, CancellationToken cancellation)
    {
        var result = MixExport.Run(request, cancellation);
        if (result.Diagnostics.Count > 0)
        {
            // On stderr: stdout is the document's alone, whoever reads it.
            using var findings = new StringWriter { NewLine = "\n" };
            new TextReport(findingsOnly: true).Render(new BuildResult(BuildOutcome.NotEvaluated, result.Diagnostics, null, []), findings);
            Console.Error.Write(findings.ToString());
            return ExitCode.NotEvaluated;
        }

        if (request.Out is null) ReportOutput.Print(result.Documents[0].Bytes.Span);
        else ReportOutput.Print(string.Concat(result.Documents.Select(d => $"wrote {Path.Combine(request.Out, d.FileName)}\n")));
        return ExitCode.Satisfied;
    }

    private static string? ReadForm(ArgumentResult result)
    {
        var word = result.Tokens[0].Value;
        if (Words.Contains(word)) return word;
        var allowed = $"The forms are: {string.Join(", ", Words)}";
        var nearest = NearestWord.To(word, Words);
        result.AddError(NotBuiltYet.Contains(word)
            ? $"the export of training shards ('{word}') is not built yet in this version. {allowed}"
            : $"there is no form '{word}'{(nearest is null ? "." : $"; did you mean '{nearest}'?")} {allowed}");
        return null;
    }
}
