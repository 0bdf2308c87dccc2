using MixPolicy.Examples.Generations;

namespace MixPolicy.Tests.Examples;

/// <summary>One run of examples/generations, in a copy of its folder.</summary>
public sealed class GenerationsRun : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mixpolicy-generations-").FullName;
    private Outcome? _outcome;

    internal Outcome Outcome => _outcome!;

    internal ArmResult this[string arm] => Outcome.Arms.Single(a => a.Arm.Name == arm);

    /// <summary>The example's own folder.</summary>
    internal static string Example { get; } = Path.Combine(ForeignPackagesFactAttribute.Repository, "examples", "generations");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        foreach (var policy in Directory.EnumerateFiles(Example, "*.yaml", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder, Path.GetRelativePath(Example, policy));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(policy, copy);
        }

        using var told = new StringWriter();
        _outcome = await new Experiment(_folder, 2, told, CancellationToken.None).RunAsync(Path.Combine(Example, "..", "quickstart", "data"));
        Assert.True(_outcome is not null, told.ToString());
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }
}
