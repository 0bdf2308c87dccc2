using System.CommandLine;

namespace MixPolicy.Tool;

/// <summary><c>check policy.yaml</c>: everything that <c>build</c> does but writing; or judges another tool's manifest.</summary>
internal static class CheckCommand
{
    public static Command Create(CancellationToken cancellation)
    {
        var command = new Command("check", "Do everything that build does, but write nothing");
        var options = new RunOptions(command);
        var manifest = new Option<string?>("--manifest")
        {
            Description = "Judge this mix, made by some other tool, instead of building one",
            HelpName = "FILE",
        };
        manifest.Validators.Add(RunOptions.NotEmpty);
        command.Options.Add(manifest);
        command.Validators.Add(result =>
        {
            if (result.GetValue(manifest) is not null && result.GetValue(options.Suggest)) result.AddError("--suggest mends what is built here: it does not go with --manifest");
        });
        command.SetAction(parsed => PolicyRun.Execute(
            options.Request(parsed) with { CheckOnly = true, Manifest = parsed.GetValue(manifest) }, options, parsed, cancellation));
        return command;
    }
}
