using Parquet.Meta;
using Parquet.Schema;

namespace MixPolicy.Sources;

/// <summary>A column of a Parquet file's schema that can hold a scalar, or a group or list that cannot.</summary>
/// <param name="Parts">Names from the root down.</param>
/// <param name="Element">The schema's own entry.</param>
/// <param name="MaxDefinition">Definition level of a value that is there; less means null at some level.</param>
/// <param name="IsScalar">A leaf that does not repeat.</param>
/// <param name="IsInt96">The old timestamp type; its entry is rewritten to fixed-length bytes.</param>
internal sealed record ParquetLeaf(IReadOnlyList<string> Parts, SchemaElement Element, int MaxDefinition, bool IsScalar, bool IsInt96)
{
    private const int MaxGroups = 60;
    private const int MaxScale = 1000;

    /// <summary>All entries of a schema below its root, groups too, by walking the flat list.</summary>
    /// <exception cref="InvalidDataException">The list does not make a tree.</exception>
    public static IReadOnlyList<ParquetLeaf> All(IReadOnlyList<SchemaElement> schema)
    {
        var found = new List<ParquetLeaf>(schema.Count);
        var at = 1;
        if (schema.Count > 0) Walk([], schema[0].NumChildren ?? 0, 0, false);
        return at == Math.Max(schema.Count, 1) ? found : throw new InvalidDataException("the schema is not a tree");

        void Walk(string[] prefix, int children, int definition, bool repeated)
        {
            for (var i = 0; i < children; i++)
            {
                if (at >= schema.Count || prefix.Length > MaxGroups) throw new InvalidDataException("the schema is not a tree");
                var element = schema[at++];
                string[] parts = [.. prefix, element.Name];
                var isGroup = element.Type is null;
                var level = definition + (element.RepetitionType == FieldRepetitionType.REQUIRED ? 0 : 1);
                var repeats = repeated || element.RepetitionType == FieldRepetitionType.REPEATED;
                var isInt96 = element.Type == Parquet.Meta.Type.INT96;
                Mend(element);
                found.Add(new ParquetLeaf(parts, element, level, !isGroup && !repeats, isInt96));
                if (isGroup) Walk(parts, element.NumChildren ?? 0, level, repeats);
            }
        }
    }

    /// <summary>
    /// A field for Parquet.Net that reads the column's physical values: the library finds columns by path alone, and its own field for a
    /// string would make chars of it.
    /// </summary>
    public DataField PhysicalField()
    {
        var leaf = new Physical(Parts[^1], Element.Type switch
        {
            Parquet.Meta.Type.BOOLEAN => typeof(bool),
            Parquet.Meta.Type.INT32 => typeof(int),
            Parquet.Meta.Type.INT64 => typeof(long),
            Parquet.Meta.Type.FLOAT => typeof(float),
            Parquet.Meta.Type.DOUBLE => typeof(double),
            _ => typeof(byte[]),
        });
        Field field = leaf;
        for (var i = Parts.Count - 2; i >= 0; i--) field = new StructField(Parts[i], field);
        _ = new ParquetSchema(field);
        leaf.SetDefinition(MaxDefinition);
        return leaf;
    }

    /// <summary>Rewrites an entry where the library would read its column wrongly, and refuses one that cannot be.</summary>
    private static void Mend(SchemaElement element)
    {
        if (element.Type == Parquet.Meta.Type.INT96)
        {
            // Twelve bytes as they lie: as a date it could be out of the library's range.
            element.Type = Parquet.Meta.Type.FIXED_LEN_BYTE_ARRAY;
            element.TypeLength = ParquetValues.Int96Length;
        }

        if ((element.LogicalType?.DECIMAL?.Scale ?? element.Scale) is < 0 or > MaxScale) throw new InvalidDataException("a scale out of range");
    }

    /// <summary>Takes its level from the file's schema, not from the stand-in one that it must be attached to.</summary>
    private sealed class Physical(string name, System.Type type) : DataField(name, type, false, false)
    {
        public void SetDefinition(int level) => MaxDefinitionLevel = level;
    }
}
