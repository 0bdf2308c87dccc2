using System.Diagnostics;
using System.Globalization;

namespace MixPolicy.Tool.Tests;

/// <summary>Signals, kills and a second run: the folder holds one whole set of outputs, and nothing that a later run takes for good.</summary>
public sealed class InterruptionTests(LargeSource source) : IClassFixture<LargeSource>, IDisposable
{
    private static readonly string[] Files = ["ledger.bin", "ledger.checkpoint", "lineage.json", "manifest.parquet", "sources.json", "statement.json"];
    private readonly TempFolder _output = new();

    public void Dispose() => _output.Dispose();

    [UnixTheory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public void Build_SignalInTheMiddle_EndsWith130AndLeavesTheOldOutputs(string signal)
    {
        Assert.Equal(0, Build(1).ExitCode);
        var before = FolderState.Of(_output.Path);
        using var process = Start(2);
        var stderr = process.StandardError.ReadToEndAsync();
        WaitForScan(process);
        Signal(process, signal);

        // The limit is far above what it takes; it keeps a run that ignores the signal from hanging the suite.
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)), "the signal was ignored");
        Assert.Equal(130, process.ExitCode);
        Assert.Equal("mixpolicy: error MIX0904: cancelled; nothing was left half-written\n", stderr.GetAwaiter().GetResult());
        Assert.Equal(before, FolderState.Of(_output.Path));
    }

    [UnixFact]
    public void Build_KilledAtAnyMoment_LeavesAWholeSetAndTheNextRunIsAsIfNothingWas()
    {
        const int kills = 20;
        var watch = Stopwatch.StartNew();
        Assert.Equal(0, Build(1).ExitCode);
        var whole = watch.Elapsed;
        var sets = new Dictionary<int, IReadOnlyList<string>> { [1] = FolderState.Of(_output.Path) };
        Assert.Equal(0, Build(2).ExitCode);
        sets[2] = FolderState.Of(_output.Path);
        Assert.NotEqual(sets[1], sets[2]);
        var (stands, comes) = (2, 1);
        for (var kill = 1; kill <= kills; kill++)
        {
            using (var process = Start(comes))
            {
                if (!process.WaitForExit(whole * kill / kills)) process.Kill();
                process.WaitForExit();
            }

            // Between the first rename and the last the journal decides; else what is seen is one set.
            var seen = FolderState.Of(_output.Path).Where(l => Files.Contains(l.Split(' ')[0])).ToList();
            Assert.All(seen, line => Assert.True(sets[stands].Contains(line) || sets[comes].Contains(line), line));
            if (!File.Exists(Path.Combine(_output.Path, ".mixpolicy-commit.json"))) Assert.Contains(seen, sets.Values);
            if (kill % 5 != 0) continue;

            Assert.Equal(0, Build(comes).ExitCode);
            Assert.Equal(sets[comes], FolderState.Of(_output.Path));
            (stands, comes) = (comes, stands);
        }
    }

    [UnixFact]
    public void Build_OtherRunsKilledInBetween_SaysWhatItSaid()
    {
        const int kills = 6;
        var watch = Stopwatch.StartNew();
        var first = Build(1);
        var whole = watch.Elapsed;
        var set = FolderState.Of(_output.Path);
        for (var kill = 1; kill <= kills; kill++)
        {
            using (var process = Start(2))
            {
                if (!process.WaitForExit(whole * kill / kills)) process.Kill();
                process.WaitForExit();
            }

            Assert.Equal(first, Build(1));
            Assert.Equal(set, FolderState.Of(_output.Path));
        }
    }

    [UnixFact]
    public void Build_TwiceAtOnceIntoOneFolder_OneIsRefusedOrTheyTakeTurns()
    {
        using var first = Start(1);
        var stdout = first.StandardOutput.ReadToEndAsync();
        WaitForScan(first);
        var second = Build(2);
        first.WaitForExit();

        Assert.True(first.ExitCode == 0, stdout.GetAwaiter().GetResult());
        if (second.ExitCode == 2) Assert.Contains("error MIX0406: ", second.Stdout, StringComparison.Ordinal);
        else Assert.Equal(0, second.ExitCode);
        var found = FolderState.Of(_output.Path);
        Assert.Equal(0, Build(second.ExitCode == 2 ? 1 : 2).ExitCode);
        Assert.Equal(FolderState.Of(_output.Path), found);
    }

    private static void Signal(Process process, string signal)
    {
        using var kill = Process.Start("/bin/sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {process.Id}")]);
        kill.WaitForExit();
    }

    /// <summary>Returns once the run has begun to read: the first part of its index is there.</summary>
    private void WaitForScan(Process process)
    {
        while (!Directory.EnumerateFiles(_output.Path, "unit-*", SearchOption.AllDirectories).Any())
        {
            Assert.False(process.WaitForExit(2), "the run ended before it was seen to scan");
        }
    }

    private ToolOutput Build(int seed) => ToolProcess.Run(["build", source.Policy(seed), "--out", _output.Path], source.Folder);

    private Process Start(int seed) => ToolProcess.Start(["build", source.Policy(seed), "--out", _output.Path], source.Folder);
}

/// <summary>A theory of signals as Unix has them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? "needs Unix signals" : null;
}
