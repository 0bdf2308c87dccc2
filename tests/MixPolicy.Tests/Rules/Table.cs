using MixPolicy.Policies;
using MixPolicy.Rules;
using MixPolicy.Scanning;
using MixPolicy.Tests.Policies;

namespace MixPolicy.Tests.Rules;

/// <summary>A policy with the rules under test, and a small manifest by classes of records.</summary>
internal sealed class Table
{
    private readonly List<ClassTotal> _classes = [];

    private Table(Policy policy) => (Policy, Schema) = (policy, RecordSchema.Of(policy));

    public Policy Policy { get; }

    public RecordSchema Schema { get; }

    public IRule Rule => Policy.Rules.Single();

    public IReadOnlyList<RecordClass> Classes => [.. _classes.Select(c => c.Class)];

    /// <summary>What the rows say; seen once unless said.</summary>
    public Evidence Evidence(params TimesSeen[] seen) => new(
        MixUnit.Tokens, Schema, _classes, new RepetitionCounts(seen), _classes.Sum(c => c.Records), 10);

    public static Table Of(string rules, string mix = "mix: { unit: records, budget: 10 }") =>
        new(PolicyCases.Stands($"{PolicyCases.Head}as_of: 2026-11-01\n{PolicyCases.DataText}{mix}\nrules: {{ {rules} }}\n"));

    /// <summary>What reading says of rules that are wrong.</summary>
    public static string Refused(string rules) =>
        PolicyCases.Lines(PolicyCases.Read($"{PolicyCases.Head}as_of: 2026-11-01\n{PolicyCases.DataText}{PolicyCases.MixText}rules: {{ {rules} }}\n").Found);

    /// <summary>Adds records of one class; attributes not named are missing.</summary>
    public Table Add(
        Origin origin, long amount, long records = 1, int? depth = null, bool? fresh = null, string source = "web", int most = 1, long? once = null, bool? needsEvidence = null,
        params (string Name, string Value)[] values)
    {
        var all = values.ToDictionary(v => v.Name, v => v.Value);
        Assert.Empty(all.Keys.Except(Schema.Uses.Select(u => u.Attribute)));
        var record = new RecordClass(source, origin, depth, fresh, [.. Schema.Uses.Select(u => all.GetValueOrDefault(u.Attribute))], needsEvidence);
        _classes.Add(new ClassTotal(record, records, amount, once ?? amount, most));
        return this;
    }

    /// <summary>The verdicts, by rule and subject.</summary>
    public IReadOnlyList<Verdict> Judge(params TimesSeen[] seen) => [.. Rule.Judge(Evidence(seen))];

    /// <summary>What the rule asks of the planner, a stratum a class.</summary>
    public PlanAsk Ask()
    {
        var ask = new PlanAsk([.. _classes.Select((c, i) => new Stratum($"s{i}", 0, c.Class.Origin, c.Class, default, c.Records, (long)c.OnceAmount, 10))], Schema);
        Rule.Ask(ask);
        return ask;
    }

}
