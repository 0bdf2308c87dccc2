using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>
/// One entry of <c>groups</c>: floors and caps on the share of text that has a certain value of an attribute, so that no group vanishes and none takes
/// over. Records that lack the attribute are a group of their own, judged where the policy names it.
/// </summary>
internal sealed class GroupsRule : IRule
{
    private readonly GroupColumn _column;
    private readonly IReadOnlyList<GroupLimit> _limits;
    private readonly HashSet<string> _named;

    private GroupsRule(Place place, GroupColumn column, IReadOnlyList<GroupLimit> limits)
    {
        (Place, _column, _limits) = (place, column, limits);
        _named = new HashSet<string>(limits.Select(l => l.Group), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public string Key => "groups";

    /// <inheritdoc/>
    public Place Place { get; }

    /// <inheritdoc/>
    public IReadOnlyList<AttributeUse> Attributes => _column.Uses;

    /// <summary>Reads one entry; needs <c>by</c> and at least one limit.</summary>
    public static IRule? Read(MapReader map, RuleContext context)
    {
        var column = GroupColumn.Read(map);
        var floors = GroupLimits.Read(map, Codes.GroupFloor, "min_fraction", "warn_below", Sense.AtLeast);
        var caps = GroupLimits.Read(map, Codes.GroupCap, "max_fraction", "warn_above", Sense.AtMost);
        string[] keys = ["min_fraction", "warn_below", "max_fraction", "warn_above"];
        if (!keys.Any(key => map.Has(key) && map.Node(key) is not YamlMapping { Entries.Count: 0 })) ShareLimits.ReportNone(map, keys);
        var sum = floors.Aggregate(Fraction.Zero, (total, l) => total + (l.Share.Limit ?? Fraction.Zero));
        if (sum > Fraction.One)
        {
            map.Report(
                Codes.Inconsistent, map.KeyPlace("min_fraction"),
                $"the floors of {map.Path}.min_fraction add up to {sum.ToDecimal()}, more than the whole mix; a record is in one group of '{column?.Name}' only");
        }

        foreach (var floor in floors)
        {
            if (caps.FirstOrDefault(c => c.Group == floor.Group) is { Share.Limit: { } most } && floor.Share.Limit > most)
            {
                map.Report(
                    Codes.Inconsistent, floor.Share.Place,
                    $"{floor.Share.Name} is above the same group's max_fraction, {NumberText.Plain(most)}: no mix can meet both");
            }
        }

        map.Finish();
        return column is null ? null : new GroupsRule(map.Place, column, [.. floors, .. caps]);
    }

    /// <inheritdoc/>
    public string? Facet(RecordClass record, RecordSchema schema) =>
        !_column.DividesStrata && _column.Of(record, schema) is var group && _named.Contains(group) ? $"{_column.Name}={FacetWord.Of(group)}" : null;

    /// <inheritdoc/>
    public void Ask(PlanAsk ask)
    {
        foreach (var (group, limit) in _limits)
        {
            limit.Ask(ask, s => _column.Of(s.Sample, ask.Schema) == group, _column.Called(group), Others, group);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Evidence evidence)
    {
        var amounts = new SortedDictionary<string, BigInteger>(StringComparer.Ordinal);
        foreach (var total in evidence.Classes)
        {
            var group = _column.Of(total.Class, evidence.Schema);
            amounts[group] = amounts.GetValueOrDefault(group) + total.Amount;
        }

        var isLacking = amounts.Keys.All(g => g == GroupColumn.None);
        foreach (var (group, limit) in _limits)
        {
            var verdict = limit.Judge(
                amounts.GetValueOrDefault(group), evidence.Total, evidence.UnitWord, _column.Called(group), Others, group);
            var isMissing = !amounts.ContainsKey(group) && verdict.Outcome != Outcome.Satisfied;
            yield return isLacking && group != GroupColumn.None ? NothingToJudge(verdict, limit)
                : isMissing ? NoSuchGroup(verdict, group, evidence, amounts)
                : verdict;
        }
    }

    private const string Others = "other text";

    /// <summary>The likely fault is a misspelt value: says which there are, the largest first.</summary>
    private Verdict NoSuchGroup(Verdict verdict, string group, Evidence evidence, SortedDictionary<string, BigInteger> amounts)
    {
        var groups = amounts.OrderByDescending(a => a.Value).ThenBy(a => a.Key, StringComparer.Ordinal).Select(a => a.Key).ToList();
        var what = group == GroupColumn.None ? $"every record of the mix has a {_column.Name}" : $"no record of the mix has {_column.Name} {Shown.Quote(group)}";
        return verdict with
        {
            Code = Codes.GroupMissing,
            Message = $"{what}, of which the policy {(verdict.Outcome == Outcome.Violated ? "needs" : "wants")} at least {Figures.Percent((verdict.Limit ?? verdict.WarnLimit)!.Value)} "
                + $"({Figures.Of(verdict.Shortfall)} {evidence.UnitWord}); there are: {Shown.List(groups)}.{Spelling.DidYouMean(group, groups)}",
            Remedies = ["name a group that exists", $"add {Figures.Of(verdict.Shortfall)} {evidence.UnitWord} of {_column.Called(group)} in place of other text", $"remove {verdict.Name}"],
        };
    }

    /// <summary>No record has the attribute: a cap that holds because nothing was looked at must not pass.</summary>
    private Verdict NothingToJudge(Verdict verdict, ShareLimit limit) => new(
        Codes.GroupMissing, limit.Name, limit.Place, Sense.AtLeast, 0, null, limit.Limit is null ? null : Fraction.One, Fraction.One,
        limit.Soft || limit.Limit is null ? Outcome.Warned : Outcome.Violated, 1, "records", verdict.Subject,
        $"no record of the mix has a {_column.Name}, so {limit.Name} judges nothing",
        [$"map '{_column.Name}' to the column that holds it, or tag the sources with it", $"remove {limit.Name}"]);
}
