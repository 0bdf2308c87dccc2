using System.Globalization;
using MixPolicy.Output;
using MixPolicy.Tests.EndToEnd;
using MixPolicy.Tests.Reuse;

namespace MixPolicy.Tests.Scanning;

/// <summary>What was scanned once is not read again, and nobody can tell from the outputs.</summary>
public sealed class UnitStoreTests : IDisposable
{
    private const string Policy =
        """
        mixpolicy: 1
        name: kept
        seed: 1
        data:
          sources:
            - name: web
              paths: [ "*.jsonl" ]
              columns: { text: text, origin: origin, license: license }
              on_bad_record: quarantine
              max_bad_fraction: 0.1
        mix: { unit: records, budget: 150 }
        rules: { human: { min_fraction: 0.1 }, provenance: { require: [ license ], severity: warn } }

        """;

    private readonly PolicyRun _run = new();

    public UnitStoreTests()
    {
        foreach (var file in "abc") _run.Write($"{file}.jsonl", Lines(file, 100) + "{}\n");
    }

    private string Kept => Path.Combine(_run.Out, OutputNames.Own, "index");

    public void Dispose() => _run.Dispose();

    [LinuxFact]
    public void Build_OneFileChanged_ReadsThatFileAlone()
    {
        Build();
        _run.Write("b.jsonl", Lines('b', 90));
        Assert.Equal(Length("b.jsonl"), Build());
        IsAsAnew();
    }

    [LinuxFact]
    public void Build_FileTouched_IsTakenAsTheSameByContent()
    {
        Build();
        File.SetLastWriteTimeUtc(_run.At("b.jsonl"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _run.Write("policy.yaml", Policy + "# changed\n");
        Assert.Equal(0, Build(null));
        IsAsAnew();
    }

    [LinuxFact]
    public void Build_MixChanged_ReadsNothing()
    {
        Build();
        Assert.Equal(0, Build(Policy.Replace("budget: 150", "budget: 120", StringComparison.Ordinal)));
        IsAsAnew();
    }

    [LinuxTheory]
    [InlineData("seed: 1", "seed: 2")]
    [InlineData("license: license", "license: lizenz")]
    [InlineData("paths:", "tags: { license: MIT }\n      paths:")]
    [InlineData("require: [ license ]", "require: [ source_url ]")]
    [InlineData("name: web", "name: books")]
    public void Build_WhatARecordSaysChanged_ReadsAll(string from, string to)
    {
        Build();
        Assert.Equal("abc".Sum(f => Length($"{f}.jsonl")), Build(Policy.Replace(from, to, StringComparison.Ordinal)));
        IsAsAnew();
    }

    [LinuxFact]
    public void Build_FileRenamed_IsReadAgainWhereItsRecordsAreListedByName()
    {
        Build();
        File.Move(_run.At("b.jsonl"), _run.At("d.jsonl"));
        Assert.Equal(Length("d.jsonl"), Build());
        IsAsAnew();

        var plain = Policy.Replace("on_bad_record: quarantine\n      max_bad_fraction: 0.1", "on_bad_record: fail", StringComparison.Ordinal);
        foreach (var file in "acd") _run.Write($"{file}.jsonl", Lines(file, 100));
        Build(plain);
        File.Move(_run.At("d.jsonl"), _run.At("e.jsonl"));
        Assert.Equal(0, Build(null));
        IsAsAnew();
    }

    [LinuxFact]
    public void Build_BadRecordInOneFile_SparesTheOthersTheNextTime()
    {
        var strict = Policy.Replace("on_bad_record: quarantine\n      max_bad_fraction: 0.1", "on_bad_record: fail", StringComparison.Ordinal);
        _run.Write("a.jsonl", Lines('a', 100)).Write("c.jsonl", Lines('c', 100));
        Assert.Equal(BuildOutcome.NotEvaluated, _run.Build(strict).Outcome);
        _run.Write("b.jsonl", Lines('b', 100));
        Assert.Equal(Length("b.jsonl"), Build(null));
        IsAsAnew();
    }

    /// <summary>Every byte matters: a kept file that is damaged anywhere is one that is not there.</summary>
    [LinuxFact]
    public void Build_KeptFilesDamaged_AreReadAnew()
    {
        Build();
        foreach (var path in Directory.GetFiles(Kept))
        {
            var bytes = File.ReadAllBytes(path);
            foreach (var at in new[] { 0, bytes.Length / 2, bytes.Length - 1 })
            {
                byte[] damaged = [.. bytes];
                damaged[at] ^= 0x20;
                File.WriteAllBytes(path, damaged);
                _run.Write("policy.yaml", Policy + string.Create(CultureInfo.InvariantCulture, $"# {Path.GetFileName(path)} {at}\n"));
                Build(null);
                IsAsAnew();
            }

            File.WriteAllBytes(path, bytes[..^1]);
            _run.Write("policy.yaml", Policy + "# shorter\n");
            Build(null);
            IsAsAnew();
            Assert.True(File.Exists(path), "a kept file is made again");
        }
    }

    [LinuxFact]
    public void Build_FilesGone_AreForgotten()
    {
        Build();
        var before = Directory.GetFiles(Kept).Length;
        File.Delete(_run.At("b.jsonl"));
        Build();
        Assert.InRange(Directory.GetFiles(Kept).Length, 1, before - 1);
    }

    [LinuxFact]
    public void Build_ReuseNothing_ReadsAll()
    {
        Build();
        var read = 0L;
        _run.Run(null, request => request with { Reuse = BuildReuse.Nothing }, progress => read = Math.Max(read, progress.Stage == "scan" ? progress.Done : 0));
        Assert.Equal("abc".Sum(f => Length($"{f}.jsonl")), read);
    }

    [LinuxFact]
    public void Check_LeavesNothing()
    {
        _run.Run(Policy, request => request with { CheckOnly = true });
        Assert.False(Directory.Exists(_run.Out));
    }

    private static string Lines(char file, int count) => string.Concat(Enumerable.Range(0, count).Select(i => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"text":"text {{file}} {{i % 80}}","origin":"{{(i % 2 == 0 ? "human" : "synthetic")}}","license":{{(i % 3 == 0 ? "null" : "\"MIT\"")}}}{{'\n'}}""")));

    private long Length(string name) => new FileInfo(_run.At(name)).Length;

    /// <summary>Builds; how many bytes of sources the scan read.</summary>
    private long Build(string? policy = Policy)
    {
        var read = 0L;
        var result = _run.Run(policy, request => request with { Threads = 2 }, progress =>
        {
            if (progress.Stage == "scan") InterlockedMax(ref read, progress.Done);
        });
        Assert.NotEqual(BuildOutcome.NotEvaluated, result.Outcome);
        return read;
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target)) Interlocked.CompareExchange(ref target, value, seen);
    }

    /// <summary>The outputs are what a build that reuses nothing makes of the same files.</summary>
    private void IsAsAnew()
    {
        var found = _run.Digests();
        Assert.Contains(found, d => d.StartsWith("manifest.parquet ", StringComparison.Ordinal));
        using var anew = new PolicyRun();
        foreach (var path in Directory.GetFiles(_run.Folder)) File.Copy(path, anew.At(Path.GetFileName(path)));
        anew.Run(null, request => request with { Reuse = BuildReuse.Nothing });
        Assert.Equal(anew.Digests(), found);
    }
}
