using MixPolicy.Policies;

namespace MixPolicy.Scanning;

/// <summary>Classes of records that a hard limit of some rule keeps out of every mix.</summary>
internal static class RefusedClasses
{
    /// <summary>By unit, and by class in the unit's numbering.</summary>
    public static bool[][] Of(Policy policy, RecordSchema schema, RecordIndex index) =>
        [.. index.Units.Select(unit => unit.Classes.Select(c => policy.Rules.Any(rule => rule.Refuses(c, schema))).ToArray())];
}
