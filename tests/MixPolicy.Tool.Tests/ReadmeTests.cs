using System.Text.RegularExpressions;

namespace MixPolicy.Tool.Tests;

/// <summary>
/// The README is run: every command of the tool in it, in the order in which they stand, over a copy of the example. Where a block of
/// output follows a command, it is what the command prints, byte for byte. <c>MIXPOLICY_ACCEPT=1</c> writes the blocks anew.
/// </summary>
public sealed partial class ReadmeTests
{
    private const string Start = "dotnet run --project src/MixPolicy.Tool -c Release -- ";
    private static readonly string Readme = Path.Combine(Quickstart.Repository, "README.md");

    [Fact]
    public void Readme_CommandsOfTheTool_PrintWhatItShows()
    {
        using var folder = new TempFolder();
        Quickstart.CopyTo(folder.Path);
        var text = File.ReadAllText(Readme);
        var shown = 0;
        var made = CommandBlock().Replace(text, block =>
        {
            var command = block.Groups["command"].Value;
            Assert.StartsWith(Start, command, StringComparison.Ordinal);
            var run = ToolProcess.Run(command[Start.Length..].Split(' '), folder.Path);
            Assert.Equal("", run.Stderr);
            Assert.Equal(command.Contains("violated", StringComparison.Ordinal) ? 1 : 0, run.ExitCode);
            if (!block.Groups["output"].Success) return block.Value;
            shown++;
            return block.Value.Replace(block.Groups["output"].Value, run.Stdout, StringComparison.Ordinal);
        });

        Assert.Equal(2, shown);
        Assert.DoesNotContain("dotnet run", made.Replace(Start, "", StringComparison.Ordinal), StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("MIXPOLICY_ACCEPT") == "1") File.WriteAllText(Readme, made);
        else Assert.Equal(made, text);
    }

    // A fenced command of the tool; right after it, where there is one, a fenced block of its output.
    [GeneratedRegex(@"^```sh\n(?<command>dotnet run [^\n]*)\n```\n(\n```text\n(?<output>.*?)^```\n)?", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CommandBlock();
}
