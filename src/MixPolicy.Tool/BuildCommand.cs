using System.CommandLine;

namespace MixPolicy.Tool;

/// <summary><c>build policy.yaml</c>: makes the mix, or says why not.</summary>
internal static class BuildCommand
{
    public static Command Create(CancellationToken cancellation)
    {
        var command = new Command("build", "Build the training manifest and its lineage report");
        var options = new RunOptions(command);
        var signing = new SigningOptions(command, options.Locked);
        command.SetAction(parsed => Build(options.Request(parsed), options, signing, parsed, cancellation));
        return command;
    }

    private static int Build(BuildRequest request, RunOptions options, SigningOptions signing, ParseResult parsed, CancellationToken cancellation)
    {
        var signer = signing.Signer(parsed, request.Directory, out var refusal, cancellation);
        using var key = signer as IDisposable;
        return refusal is null
            ? PolicyRun.Execute(request with { Signer = signer }, options, parsed, cancellation)
            : PolicyRun.Report(BuildResult.Refused(request, [refusal]), request, options, parsed);
    }
}
