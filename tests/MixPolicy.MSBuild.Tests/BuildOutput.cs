namespace MixPolicy.MSBuild.Tests;

/// <summary>What a run of <c>dotnet</c> said, both streams in one, and its exit code.</summary>
public sealed record BuildOutput(int ExitCode, string Text)
{
    /// <summary>The summaries that the task printed: one for each policy that it ran.</summary>
    public IReadOnlyList<string> Runs => [.. Lines.Where(l => l.StartsWith("mixpolicy: ", StringComparison.Ordinal) && !l.StartsWith("mixpolicy: loaded ", StringComparison.Ordinal))];

    /// <summary>The lines without their indentation.</summary>
    public IReadOnlyList<string> Lines => [.. Text.Split('\n').Select(l => l.Trim())];

    /// <summary>The lines that are findings of ours, each once: a build says them again in its summary.</summary>
    public IReadOnlyList<string> Findings => [.. Lines.Where(l => l.Contains(" MIX0", StringComparison.Ordinal) && (l.Contains(": error ", StringComparison.Ordinal) || l.Contains(": warning ", StringComparison.Ordinal))).Distinct()];

    /// <summary>The same, if it went well.</summary>
    public BuildOutput Succeeds()
    {
        Assert.True(ExitCode == 0, Text);
        return this;
    }

    /// <summary>The same, if it failed.</summary>
    public BuildOutput Fails()
    {
        Assert.True(ExitCode != 0, Text);
        return this;
    }
}
