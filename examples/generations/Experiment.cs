using MixPolicy.Simulation;

namespace MixPolicy.Examples.Generations;

/// <summary>Every arm, from the same seed.</summary>
/// <param name="folder">Absolute folder of the policies.</param>
/// <param name="threads">Threads of a build; changes no byte.</param>
/// <param name="progress">Told what is being done.</param>
/// <param name="cancellation">Ends the run.</param>
internal sealed class Experiment(string folder, int threads, TextWriter progress, CancellationToken cancellation)
{
    /// <summary>Generations after the seed.</summary>
    public const int Generations = 5;

    private const string Seed = "seed/gen-0.yaml";

    /// <summary>Runs all of it anew; null when a policy did not come out as it must, which is then told.</summary>
    /// <param name="quickstart">Folder of the quickstart's data.</param>
    public async Task<Outcome?> RunAsync(string quickstart)
    {
        var output = Path.Combine(folder, "out");
        if (Directory.Exists(output)) Directory.Delete(output, recursive: true);
        var heldOut = await HumanText.WriteAsync(quickstart, Path.Combine(output, "human"));
        var mixes = new Mixes(folder, threads, progress, cancellation);
        if (await mixes.BuildAsync(Seed) is not { Set: var seed }) return null;
        var model = seed.Train();
        var tail = new Tail(seed.Human);
        var kept = tail.Mass([.. Written(model, new Decoding { TopP = new Policies.Fraction(9, 10) }, 0, seed.Human.Sum(Sentences.Words))], seed.Human);
        var surprise = new Surprise(heldOut, tail, heldOut.Concat(seed.Human).SelectMany(s => s.Split(' ')).Distinct(StringComparer.Ordinal).Count());
        var chains = new List<Chain>();
        foreach (var arm in Arm.All)
        {
            var chain = new Chain(arm, mixes, tail, surprise, kept);
            if (!await chain.RunAsync(seed, model, Generations)) return null;
            chains.Add(chain);
        }

        if (chains[0].Refusal("policy/cut.yaml", "text-cut.jsonl") is not { } refusal) return null;
        return new Outcome(tail.Seen.Count, seed.Human.Sum(Sentences.Words), kept, [.. chains.Select(c => new ArmResult(c.Arm, c.Steps))], refusal);
    }

    /// <summary>Texts by a model, until they have so many words.</summary>
    public static IEnumerable<string> Written(NGramModel model, Decoding decoding, int generation, long words)
    {
        var writer = new NGramWriter(model, decoding);
        for (ulong number = 0; words > 0; number++)
        {
            var text = writer.Write((ulong)generation, number, Sentences.MostWords);
            words -= Sentences.Words(text);
            yield return text;
        }
    }
}

/// <summary>What came of it.</summary>
/// <param name="TailWords">Words of the tail.</param>
/// <param name="SeedWords">Words of the seed, counted as often as they stand.</param>
/// <param name="Kept">The share of the tail's mass that one pass of top-p 0.9 keeps.</param>
/// <param name="Arms">The arms; the policy's is the first.</param>
/// <param name="Refusal">What the policy says when the last model writes with top-p 0.9.</param>
internal sealed record Outcome(int TailWords, long SeedWords, double Kept, IReadOnlyList<ArmResult> Arms, IReadOnlyList<string> Refusal);

/// <summary>What came of an arm, by generation from 0 on.</summary>
internal sealed record ArmResult(Arm Arm, IReadOnlyList<Step> Steps);
