using System.Diagnostics;
using System.Globalization;
using System.Text;
using MixPolicy.Tool.Tests;

namespace MixPolicy.MSBuild.Tests;

/// <summary>A build that is cancelled while it scans ends, says nothing of a policy, and leaves what stood.</summary>
public sealed class CancelTests
{
    [UnixFact]
    public void Build_InterruptedInTheScan_LeavesTheLastGoodOutputsAndNothingElse()
    {
        using var scenario = Large();
        scenario.Dotnet("build").Succeeds();
        var before = scenario.Files("obj/mix").ToDictionary(f => f, f => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(scenario["obj/mix/" + f]))));
        File.AppendAllText(scenario["policy.yaml"], "# another policy\n");
        using var process = scenario.Start(null, "build", "-p:MixPolicyNoCache=true");
        var output = process.StandardOutput.ReadToEndAsync();
        while (!Directory.EnumerateFiles(scenario["obj/mix"], "unit-*", SearchOption.AllDirectories).Any())
        {
            Assert.False(process.WaitForExit(2), "the build ended before it was seen to scan");
        }

        using (var kill = Process.Start("/bin/sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -INT {process.Id}")])) kill.WaitForExit();

        // The limit is far above what it takes; it keeps a build that ignores the signal from hanging the suite.
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)), "the signal was ignored");
        var text = output.GetAwaiter().GetResult();
        Assert.NotEqual(0, process.ExitCode);
        Assert.DoesNotContain("satisfied", text, StringComparison.Ordinal);
        Assert.DoesNotContain(" MIX0", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.Equal(before, scenario.Files("obj/mix").ToDictionary(f => f, f => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(scenario["obj/mix/" + f])))));
    }

    /// <summary>A source that takes long enough to scan that a signal can arrive in the middle.</summary>
    private static Scenario Large()
    {
        var scenario = new Scenario("Console");
        var filler = string.Join(' ', Enumerable.Range(0, 60).Select(i => string.Create(CultureInfo.InvariantCulture, $"word{i * i}")));
        for (var part = 0; part < 4; part++)
        {
            var lines = new StringBuilder();
            for (var i = 0; i < 30_000; i++) lines.Append(CultureInfo.InvariantCulture, $$"""{"id":"{{part}}/{{i}}","text":"{{i}} {{filler}}","tokens":80,"origin":"human"}""").Append('\n');
            scenario.Write(string.Create(CultureInfo.InvariantCulture, $"data/part-{part}.jsonl"), lines.ToString());
        }

        return scenario;
    }
}
