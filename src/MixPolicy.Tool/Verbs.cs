using System.CommandLine;
using System.CommandLine.Invocation;

namespace MixPolicy.Tool;

/// <summary>The verbs, and the words for those that this version does not have.</summary>
internal static class Verbs
{
    /// <summary>Verbs of the product that are refused by name.</summary>
    public static IReadOnlyList<string> NotBuiltYet { get; } =
        ["simulate", "schema", "scan", "plan", "select", "merge", "status", "render"];

    /// <summary>The whole command line.</summary>
    public static RootCommand Root(CancellationToken cancellation)
    {
        var root = new RootCommand("Policy-as-code for training data: builds a training mix that satisfies a policy, or says what is short.")
        {
            BuildCommand.Create(cancellation),
            CheckCommand.Create(cancellation),
            AuditCommand.Create(cancellation),
            DiffCommand.Create(cancellation),
            ExplainCommand.Create(),
            ExportCommand.Create(cancellation),
            InitCommand.Create(cancellation),
            KeygenCommand.Create(),
            TombstoneCommand.Create(cancellation),
            TraceCommand.Create(cancellation),
        };
        root.Options.OfType<VersionOption>().Single().Action = new PrintVersion();
        return root;
    }

    private sealed class PrintVersion : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            Console.Out.WriteLine(ToolVersion.Current);
            return ExitCode.Satisfied;
        }
    }
}
