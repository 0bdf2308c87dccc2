using System.CommandLine;
using System.CommandLine.Parsing;
using MixPolicy.Diagnostics;
using MixPolicy.Lineage.Trace;
using MixPolicy.Reporting;

namespace MixPolicy.Tool;

/// <summary><c>trace lineage.json</c>: whether a text was in, in which generations, how often and as what, with proofs.</summary>
internal static class TraceCommand
{
    private static readonly string[] Expectations = ["any", "present", "absent", "in-mix", "not-in-mix"];

    public static Command Create(CancellationToken cancellation)
    {
        var command = new Command("trace", "Find a text in a generation and in those before, with proofs, or say what its absence rests on");
        var report = LookOptions.AddReport(command, "report", "The lineage.json of the newest generation that is asked about");
        var text = new TextOptions(command);
        var parents = new Option<string[]>("--parent") { Description = "A report of a generation before that lies elsewhere than it did", HelpName = "FILE", AllowMultipleArgumentsPerToken = false };
        var proofs = new Option<string?>("--proofs") { Description = "Folder to write the proofs to, a file each", HelpName = "DIR" };
        var expect = new Option<TraceExpectation>("--expect")
        {
            Description = $"Exit with 1 when the answer is another: {string.Join('|', Expectations.Skip(1))}",
            HelpName = "ANSWER",
            CustomParser = ReadExpectation,
        };
        proofs.Validators.Add(RunOptions.NotEmpty);
        foreach (var option in new Option[] { parents, proofs, expect }) command.Options.Add(option);
        var format = LookOptions.AddFormat(command);
        command.SetAction(parsed =>
        {
            var result = TextTrace.Run(
                new TraceRequest
                {
                    Report = parsed.GetRequiredValue(report),
                    Directory = Environment.CurrentDirectory,
                    Text = text.Question(parsed),
                    Parents = parsed.GetValue(parents) ?? [],
                    Proofs = parsed.GetValue(proofs),
                    Expect = parsed.GetValue(expect),
                },
                cancellation);
            var isText = parsed.GetRequiredValue(format) == LookOptions.Text;
            ReportOutput.Print(isText ? TraceText.Render : TraceJson.Render, result, isText);
            return (int)result.Outcome;
        });
        return command;
    }

    private static TraceExpectation ReadExpectation(ArgumentResult result)
    {
        var word = result.Tokens[0].Value;
        if (Array.IndexOf(Expectations, word) is >= 0 and var at) return (TraceExpectation)at;
        var nearest = NearestWord.To(word, Expectations);
        result.AddError($"--expect is '{word}'{(nearest is null ? "." : $"; did you mean '{nearest}'?")} The answers are: {string.Join(", ", Expectations)}");
        return TraceExpectation.Any;
    }
}
