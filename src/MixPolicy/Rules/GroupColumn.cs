using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>
/// What divides records into groups: the values of an attribute, the source or the origin that every record has, or one end of a numeric attribute
/// against the rest. Immutable.
/// </summary>
internal sealed class GroupColumn
{
    /// <summary>The group of the records that say nothing.</summary>
    public const string None = "(none)";

    /// <summary>Attributes that nearly every record has another value of.</summary>
    private static readonly string[] NoGroups = ["id", "text", "tokens", "collected_at"];

    private readonly Fraction _limit;
    private readonly bool _isUpperEnd;
    private readonly string _rest = "";

    private GroupColumn(string name) => Name = name;

    private GroupColumn(string name, Fraction limit, bool isUpperEnd)
    {
        (Name, _limit, _isUpperEnd) = (name, limit, isUpperEnd);
        var number = NumberText.Plain(limit);
        var (upper, lower) = ($"{name} >= {number}", $"{name} < {number}");
        (FarEnd, _rest) = isUpperEnd ? (upper, lower) : (lower, upper);
    }

    /// <summary>The attribute's name, or <c>source</c> or <c>origin</c>.</summary>
    public string Name { get; }

    /// <summary>The one group that is the end of a numeric attribute; null where groups are values.</summary>
    public string? FarEnd { get; }

    /// <summary>Whether strata are divided by it anyhow.</summary>
    public bool DividesStrata => Name is "source" or "origin";

    /// <summary>What classes must hold for it.</summary>
    public IReadOnlyList<AttributeUse> Uses => DividesStrata ? []
        : [FarEnd is null ? new AttributeUse(Name, NeedsValue: true) : AttributeUse.AtLeast(Name, _limit)];

    /// <summary>Reads the key <c>by</c>; null when it is missing or names nothing that makes groups (then reported).</summary>
    public static GroupColumn? Read(MapReader map)
    {
        if (!map.Has("by"))
        {
            map.Report(Codes.MissingKey, map.Place, $"{map.Path} needs 'by': the attribute whose values are the groups, e.g. by: domain");
        }

        if (map.Text("by") is not { } by) return null;
        if (by.Value is "source" or "origin" || Attributes.Decoding.Any(d => d.Attribute == by.Value)) return new GroupColumn(by.Value);
        if (!Attributes.Check(map, by)) return null;
        if (!NoGroups.Contains(by.Value, StringComparer.Ordinal)) return new GroupColumn(by.Value);
        map.Report(
            Codes.UnknownWord, by.Place,
            $"'{map.Name("by")}' is {by.Value}, which tells nearly every record apart; name an attribute whose values many records share, such as domain, language or label.");
        return null;
    }

    /// <summary>One end of the same attribute, read as a number: from a limit on, or below it.</summary>
    public GroupColumn End(Fraction limit, bool isUpperEnd) => new(Name, limit, isUpperEnd);

    /// <summary>The group that a class of records is in.</summary>
    public string Of(RecordClass record, RecordSchema schema) => Name switch
    {
        "source" => record.Source,
        "origin" => record.Origin.Name(),
        _ when FarEnd is not null => schema.Reaches(record, Name, _limit) is { } reaches ? reaches == _isUpperEnd ? FarEnd : _rest : None,
        _ => schema.Value(record, Name) ?? None,
    };

    /// <summary>A group as messages call it: <c>text with domain 'code'</c>.</summary>
    public string Called(string group) => group == None ? $"text without {Name}"
        : FarEnd is not null ? $"text with {group}"
        : $"text with {Name} '{Shown.Short(group)}'";
}
