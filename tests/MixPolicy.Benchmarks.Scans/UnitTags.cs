using System.Runtime.InteropServices;
using MixPolicy.Sources;

namespace MixPolicy.Benchmarks.Scans;

/// <summary>What the first pass keeps of a unit: six bytes a record.</summary>
internal sealed class UnitTags
{
    private static readonly string[] Paths = ["origin", "license", "tokens"];
    private readonly List<int> _tokens = new(LabelCodes.UsualRecords);

    private UnitTags(ScanUnit unit) => Unit = unit;

    public ScanUnit Unit { get; }

    public LabelCodes Origins { get; } = new();

    public LabelCodes Licenses { get; } = new();

    public ReadOnlySpan<int> Tokens => CollectionsMarshal.AsSpan(_tokens);

    /// <summary>Records and tokens by origin and licence, counted in the unit's own numbers of both.</summary>
    public (long Records, long Tokens)[,] Sums { get; private set; } = new (long, long)[0, 0];

    public static UnitTags Read(ScanUnit unit)
    {
        var tags = new UnitTags(unit);
        using var reader = unit.Open(Paths);
        var batch = new RecordBatch(Paths);
        while (reader.Read(batch, CancellationToken.None))
        {
            tags.Origins.Add(batch.Columns[0]);
            tags.Licenses.Add(batch.Columns[1]);
            tags.AddTokens(batch.Columns[2]);
        }

        tags.Sum();
        return tags;
    }

    private void AddTokens(ValueColumn column)
    {
        var start = _tokens.Count;
        CollectionsMarshal.SetCount(_tokens, start + column.Count);
        var into = CollectionsMarshal.AsSpan(_tokens)[start..];
        for (var i = 0; i < into.Length; i++) into[i] = column.Kind(i) == ValueKind.Integer ? checked((int)column.Number(i)) : 0;
    }

    private void Sum()
    {
        var sums = new (long Records, long Tokens)[Origins.Labels.Count, Licenses.Labels.Count];
        var origins = Origins.Codes;
        var licenses = Licenses.Codes;
        var tokens = Tokens;
        for (var i = 0; i < tokens.Length; i++)
        {
            ref var sum = ref sums[origins[i], licenses[i]];
            sum.Records++;
            sum.Tokens += tokens[i];
        }

        Sums = sums;
    }
}
