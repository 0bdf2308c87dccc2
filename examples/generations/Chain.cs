using System.Globalization;
using MixPolicy.Simulation;

namespace MixPolicy.Examples.Generations;

/// <summary>One arm: each generation's model writes, the next generation's policy mixes, and the model after it learns from the manifest of that.</summary>
internal sealed class Chain(Arm arm, Mixes mixes, Tail tail, Surprise surprise, double kept)
{
    private readonly List<Step> _steps = [];

    /// <summary>The arm.</summary>
    public Arm Arm => arm;

    /// <summary>What came of it so far, from generation 0 on.</summary>
    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>Goes through the generations; false when a policy did not come out as it must, which is then told.</summary>
    public async Task<bool> RunAsync(TrainingSet seed, NGramModel model, int generations)
    {
        var words = seed.Human.Sum(Sentences.Words) * arm.Written;
        Add(0, seed, seed.Human, model);
        for (var generation = 1; generation <= generations; generation++)
        {
            var policy = Name(generation, $"{arm.Name}/gen-", ".yaml");
            var texts = Experiment.Written(model, mixes.Decoding(policy), generation, words);
            var author = Name(generation - 1, $"{arm.Name}-", "");
            TextFile.Write(mixes.At(Name(generation, $"out/{arm.Name}/text-", ".jsonl")), texts.Select((text, i) => new TextRecord(
                Name(i + 1, $"{author}-text-", ""), text, Sentences.Words(text), Days.Of(generation), generation, author)));
            if (await mixes.BuildAsync(policy) is not { } set) return false;
            model = set.Train();
            Add(generation, set, seed.Human, model);
        }

        return true;
    }

    private void Add(int generation, TrainingSet set, IReadOnlyList<string> seed, NGramModel model)
    {
        string[] texts = [.. set.Texts];
        var words = texts.Sum(Sentences.Words);
        var human = (double)set.Human.Sum(Sentences.Words) / words;
        var before = _steps.Count == 0 ? 1 : arm.KeepsWritten ? _steps.Average(s => s.ExpectedMass) : _steps[^1].ExpectedMass;
        var keeps = generation == 0 || mixes.Decoding(Name(generation, $"{arm.Name}/gen-", ".yaml")).TopP == Policies.Fraction.One ? 1 : kept;
        _steps.Add(new Step(
            generation, words, human, (double)set.FreshWords / words, tail.Types(texts), tail.Mass(texts, set.Human.Count > 0 ? set.Human : seed), surprise.Of(model),
            arm is { Name: "replace" } ? Expectation.TypesUnderReplace(tail, generation) : null,
            Expectation.Mass(human, before, keeps),
            generation == 0 ? [] : mixes.Broken(Name(generation, "policy/gen-", ".yaml"), Name(generation, $"out/{arm.Name}/gen-", "/manifest.parquet"))));
    }

    private static string Name(int number, string before, string after) => string.Create(CultureInfo.InvariantCulture, $"{before}{number}{after}");
}
