using System.CommandLine;
using MixPolicy.Diagnostics;

namespace MixPolicy.Tool;

/// <summary>Arguments in, exit code out: nothing escapes it, and a signal ends it cleanly.</summary>
internal static class Host
{
    /// <summary>Runs the tool once.</summary>
    public static int Run(string[] args)
    {
        using var signals = new Signals();
        try
        {
            var root = Verbs.Root(signals.Cancellation);
            // A file whose name starts with '@' is a file, not a list of arguments.
            var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (ArgumentFault.Of(parsed, args) is { } fault)
            {
                Complain(Codes.BadArguments, fault);
                return ExitCode.NotEvaluated;
            }

            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            Complain(Codes.Cancelled, "cancelled; nothing was left half-written");
            return ExitCode.Cancelled;
        }
#pragma warning disable CA1031 // the last resort: a user gets a code and a sentence, never a stack trace
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Complain(Codes.Internal, $"{fault.GetType().Name}: {fault.Message}");
            if (Terminal.Variable("MIXPOLICY_DEBUG") == "1") Console.Error.WriteLine(fault);
            return ExitCode.NotEvaluated;
        }
    }

    /// <summary>Says on stderr why the tool, not the policy, ends the run.</summary>
    public static void Complain(string code, string message) =>
        Console.Error.WriteLine($"mixpolicy: error {code}: {message.ReplaceLineEndings(" ")}");
}
