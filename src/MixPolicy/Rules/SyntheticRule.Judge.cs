using System.Numerics;

namespace MixPolicy.Rules;

/// <summary>How the rule judges.</summary>
internal sealed partial class SyntheticRule
{
    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Evidence evidence)
    {
        var (schema, unit) = (evidence.Schema, evidence.UnitWord);
        if (_whole is not null)
        {
            yield return UnknownOrigins.Explain(
                _whole.Judge(evidence.Amount(c => !c.IsHuman), evidence.Total, unit, Group, "human text"), evidence);
        }

        if (_depth is not null) yield return JudgeDepth(evidence);
        foreach (var (kind, limit) in _kinds)
        {
            var amount = evidence.Amount(c => !c.IsHuman && IsOfKind(c, schema, kind));
            yield return limit.Judge(amount, evidence.Total, unit, OfKind(kind), Others, kind);
        }

        foreach (var (generator, amount) in AmountsByGenerator(evidence))
        {
            yield return _generator!.Judge(amount, evidence.Total, unit, By(generator), Others, generator);
        }

        if (_decoding is not null)
        {
            var undeclared = evidence.Records(c => !c.IsHuman && !IsDecodingDeclared(c, schema));
            yield return _decoding.Judge(
                undeclared,
                $"{Figures.Of(undeclared)} synthetic records do not declare their decoding (temperature and top_p)",
                ["map or tag decoding: { temperature: ..., top_p: ... } for the sources concerned", "leave those records out"]);
        }
    }

    /// <summary>In one pass: a foreign manifest may name very many. Spellings of one generator count together, under the first of them.</summary>
    private List<(string Spelling, BigInteger Amount)> AmountsByGenerator(Evidence evidence)
    {
        var amounts = new SortedDictionary<string, (string Spelling, BigInteger Amount)>(StringComparer.Ordinal);
        if (_generator is null) return [];
        foreach (var total in evidence.Classes.Where(c => !c.Class.IsHuman))
        {
            var (generator, spelling) = (Generator(total.Class, evidence.Schema), evidence.Schema.Value(total.Class, "generator") ?? UnknownGenerator);
            var (first, amount) = amounts.GetValueOrDefault(generator, (spelling, BigInteger.Zero));
            amounts[generator] = (string.CompareOrdinal(spelling, first) < 0 ? spelling : first, amount + total.Amount);
        }

        return [.. amounts.Values];
    }

    /// <summary>Counts records beyond the limit rather than showing the deepest one: a depth that nobody knows has no number.</summary>
    private Verdict JudgeDepth(Evidence evidence)
    {
        var limit = _depth!.Limit!.Value;
        var deep = evidence.Records(c => KnownDepth(c) is { } depth && depth > limit);
        var unknown = evidence.Records(c => KnownDepth(c) is null && !c.IsHuman);
        var broken = deep + unknown;
        var deepest = evidence.Classes.Select(c => c.Class.Depth ?? 0).DefaultIfEmpty().Max();
        var records = new CountLimit(_depth.Code, _depth.Name, _depth.Place, Planning.Sense.AtMost, 0, null, _depth.Soft, "records");
        var verdict = records.Judge(
            broken,
            $"{Figures.Of(deep)} records are deeper than {limit} (the deepest known depth is {deepest}) and {Figures.Of(unknown)} synthetic records have no known depth (one of 0 counts as none)",
            ["map or tag depth for the sources concerned", "leave those records out", $"raise {_depth.Name}"]);
        return verdict;
    }
}
