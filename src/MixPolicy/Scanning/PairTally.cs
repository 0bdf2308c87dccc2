namespace MixPolicy.Scanning;

/// <summary>Counts pairs of records that hold the same text, and keeps the first by text as the example. Not thread-safe.</summary>
internal sealed class PairTally
{
    private (TextRecord One, TextRecord Other)? _example;

    /// <summary>Pairs.</summary>
    public long Pairs { get; private set; }

    /// <summary>Records that they stand for.</summary>
    public long Records { get; private set; }

    /// <summary>The amount that they stand for, in the policy's unit.</summary>
    public Int128 Amount { get; private set; }

    /// <summary>Adds a pair.</summary>
    /// <param name="one">The record that is counted.</param>
    /// <param name="other">One that holds the same text.</param>
    /// <param name="records">Records that the pair stands for.</param>
    /// <param name="amount">Their amount.</param>
    public void Add(in TextRecord one, in TextRecord other, long records, Int128 amount)
    {
        Pairs++;
        Records += records;
        Amount += amount;
        Show((one, other));
    }

    /// <summary>Adds what another has counted.</summary>
    public void Add(PairTally other)
    {
        Pairs += other.Pairs;
        Records += other.Records;
        Amount += other.Amount;
        if (other._example is { } example) Show(example);
    }

    /// <summary>Where the example stands, for people; null when nothing was counted.</summary>
    public string? Example(RecordLookup records) =>
        _example is var (one, other) ? $"{records.Where(one.Number)} and {records.Where(other.Number)}" : null;

    private void Show((TextRecord One, TextRecord Other) pair)
    {
        if (_example is not { } shown || pair.One.CompareTo(shown.One) < 0) _example = pair;
    }
}
