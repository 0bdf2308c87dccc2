using System.Globalization;
using MixPolicy.Simulation;

namespace MixPolicy.Examples.Generations;

/// <summary>One arm: each generation's model writes, the next generation's policy mixes, and the model after it learns from the manifest of that.</summary>
internal sealed class Chain(Arm arm, Mixes mixes, Tail tail, Surprise surprise, double kept)
{
    private readonly List<Step> _steps = [];
    private NGramModel? _last;

    /// <summary>The arm.</summary>
    public Arm Arm => arm;

    /// <summary>What came of it so far, from generation 0 on.</summary>
    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>Goes through the generations; false when a policy did not come out as it must, which is then told.</summary>
    public async Task<bool> RunAsync(TrainingSet seed, NGramModel model, int generations)
    {
        var words = seed.Human.Sum(Sentences.Words) * (long)arm.Written;
        Add(0, new Mix(seed, []), seed.Human, model);
        for (var generation = 1; generation <= generations; generation++)
        {
            var policy = Name(generation, $"{arm.Name}/gen-", ".yaml");
            Write(model, policy, generation, words, Name(generation, "text-", ".jsonl"));
            if (await mixes.BuildAsync(policy) is not { } mix) return false;
            _last = model;
            model = mix.Set.Train();
            Add(generation, mix, seed.Human, model);
        }

        return true;
    }

    /// <summary>Builds the last generation once more from text that is decoded otherwise; what the policy says against it, or null when it says nothing.</summary>
    public IReadOnlyList<string>? Refusal(string policy, string file)
    {
        var words = _steps[0].Words * arm.Written;
        Write(_last!, policy, _steps[^1].Generation, words, file);
        return mixes.Refusal(policy);
    }

    private void Write(NGramModel model, string policy, int generation, long words, string file)
    {
        var author = Name(generation - 1, $"{arm.Name}-", "");
        var texts = Experiment.Written(model, mixes.Decoding(policy), generation, words);
        TextFile.Write(mixes.At($"out/{arm.Name}/{file}"), texts.Select((text, i) => new TextRecord(
            Name(i + 1, $"{author}-text-", ""), text, Sentences.Words(text), Days.Of(generation), generation, author)));
    }

    private void Add(int generation, Mix mix, IReadOnlyList<string> seed, NGramModel model)
    {
        var set = mix.Set;
        string[] texts = [.. set.Texts];
        var words = texts.Sum(Sentences.Words);
        var human = (double)set.Human.Sum(Sentences.Words) / words;
        var before = _steps.Count == 0 ? 1 : arm.KeepsWritten ? _steps.Average(s => s.ExpectedMass) : _steps[^1].ExpectedMass;
        var keeps = generation == 0 || mixes.Decoding(Name(generation, $"{arm.Name}/gen-", ".yaml")).TopP == Policies.Fraction.One ? 1 : kept;
        _steps.Add(new Step(
            generation, words, human, (double)set.FreshWords / words, tail.Types(texts), tail.Mass(texts, set.Human.Count > 0 ? set.Human : seed), surprise.Of(model),
            arm is { Name: "replace" } ? Expectation.TypesUnderReplace(tail, generation) : null,
            Expectation.Mass(human, before, keeps),
            mix.Broken));
    }

    private static string Name(int number, string before, string after) => string.Create(CultureInfo.InvariantCulture, $"{before}{number}{after}");
}
