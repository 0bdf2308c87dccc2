using System.Buffers.Text;
using MixPolicy.Scanning;

namespace MixPolicy.Manifests;

/// <summary>The column that a manifest has where a rule looks for near duplicates, after all others.</summary>
internal static class NearColumn
{
    /// <summary>The group of near duplicates that the record is in, as 16 hex digits; null for a record that is like no other of the pool.</summary>
    public const string Name = "near_group";

    /// <summary>Digits of a group.</summary>
    public const int Digits = 16;

    /// <summary>The column.</summary>
    public static ManifestColumn Column { get; } = new(Name, ManifestType.Text, Nullable: true);

    /// <summary>Adds a record's value.</summary>
    public static void Add(ColumnBuffer column, NearGroups groups, long record)
    {
        if (groups.Of(record) is not { } group)
        {
            column.AddNull();
            return;
        }

        Span<byte> digits = stackalloc byte[Digits];
        Utf8Formatter.TryFormat(group, digits, out _, new('x', Digits));
        column.Add(digits);
    }
}
