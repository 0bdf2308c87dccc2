using System.Text;
using System.Text.Json;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>A folder with sources and a policy, and what builds in it left. Gone afterwards.</summary>
internal sealed class PolicyRun : IDisposable
{
    private const string PolicyName = "policy.yaml";

    /// <summary>Makes the folder.</summary>
    /// <param name="parent">Where; null for the system's place for temporary files.</param>
    public PolicyRun(string? parent = null) =>
        Folder = parent is null ? Directory.CreateTempSubdirectory("mixpolicy-run-").FullName : Directory.CreateDirectory(parent).FullName;

    /// <summary>The folder of the policy.</summary>
    public string Folder { get; }

    /// <summary>The folder of the outputs.</summary>
    public string Out => At("out");

    /// <summary>The manifest.</summary>
    public string Manifest => Path.Combine(Out, "manifest.parquet");

    /// <summary>A path in the folder.</summary>
    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>Writes a file, with the folders it needs.</summary>
    public PolicyRun Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text, new UTF8Encoding(false));
        return this;
    }

    /// <summary>Writes one JSON object a line; members that are null are left out.</summary>
    public PolicyRun WriteLines(string name, IEnumerable<object> records) =>
        Write(name, string.Concat(records.Select(r => JsonSerializer.Serialize(r) + "\n")));

    /// <summary>Builds; a policy given replaces the one before.</summary>
    public BuildResult Build(string? policy = null, int threads = 1) => Run(policy, request => request with { Threads = threads });

    /// <summary>Builds as asked; a policy given replaces the one before.</summary>
    public BuildResult Run(string? policy, Func<BuildRequest, BuildRequest> ask, Action<BuildProgress>? progress = null)
    {
        if (policy is not null) Write(PolicyName, policy);
        var request = new BuildRequest { Policy = PolicyName, Directory = Folder, Out = Out, ToolVersion = "1.2.3" };
        return MixBuild.Run(ask(request), progress is null ? null : new Listener(progress), CancellationToken.None);
    }

    /// <summary>Builds what must succeed.</summary>
    public PolicyRun Satisfy(string? policy = null, int threads = 1)
    {
        var result = Build(policy, threads);
        Assert.True(result.Outcome == BuildOutcome.Satisfied, Told(result));
        return this;
    }

    /// <summary>An output's JSON.</summary>
    public JsonElement Json(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Out, name)));
        return document.RootElement.Clone();
    }

    /// <summary>Every output but <c>sources.json</c> and its SHA-256, by name: one line a file. None where no build got so far.</summary>
    public IReadOnlyList<string> Digests() => !Directory.Exists(Out) ? [] :
    [
        .. new DirectoryInfo(Out).EnumerateFiles()
            .Where(f => f.Name != "sources.json" && !f.Name.StartsWith('.'))
            .OrderBy(f => f.Name, StringComparer.Ordinal)
            .Select(f => $"{f.Name} {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f.FullName)))}"),
    ];

    /// <summary>Columns of the manifest, a line a row, in its order.</summary>
    public IReadOnlyList<string> Rows(string columns)
    {
        using var duck = new DuckDb();
        return duck.Lines($"SELECT {columns} FROM read_parquet({DuckDb.Literal(Manifest)}, file_row_number = true) ORDER BY file_row_number");
    }

    /// <summary>A result's findings, a line each.</summary>
    public static string Told(BuildResult result) =>
        $"{result.Outcome}\n" + string.Join('\n', result.Diagnostics.Select(d => $"{d.Place.File}:{d.Place.Line} {d.Severity} {d.Code}: {d.Message}"));

    /// <summary>Told at once, on the thread that tells.</summary>
    private sealed class Listener(Action<BuildProgress> told) : IProgress<BuildProgress>
    {
        public void Report(BuildProgress value) => told(value);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
