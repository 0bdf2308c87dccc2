using System.CommandLine;

namespace MixPolicy.Tool;

/// <summary><c>build policy.yaml</c>: makes the mix, or says why not.</summary>
internal static class BuildCommand
{
    public static Command Create(CancellationToken cancellation)
    {
        var command = new Command("build", "Build the training manifest and its lineage report");
        var options = new RunOptions(command);
        command.SetAction(parsed => PolicyRun.Execute(options.Request(parsed), options, parsed, cancellation));
        return command;
    }
}
