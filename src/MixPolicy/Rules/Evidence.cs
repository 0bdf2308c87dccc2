using System.Numerics;
using MixPolicy.Gauges;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>What the rows of a finished manifest say, recounted from them alone. Immutable.</summary>
/// <param name="Unit">What amounts count.</param>
/// <param name="Schema">What classes hold.</param>
/// <param name="Classes">Totals of each class of records, ordered by source and then by what the class holds.</param>
/// <param name="Repetitions">How often texts are seen.</param>
/// <param name="Rows">Rows of the manifest.</param>
/// <param name="LargestRecord">The largest record's amount in the unit, seen once.</param>
internal sealed record Evidence(
    MixUnit Unit,
    RecordSchema Schema,
    IReadOnlyList<ClassTotal> Classes,
    RepetitionCounts Repetitions,
    long Rows,
    long LargestRecord)
{
    /// <summary>What the texts look like; null when no rule asks, or they are not at hand.</summary>
    public MixGauges? Gauges { get; init; }

    /// <summary>The whole mix: sum of unit × repetitions.</summary>
    public BigInteger Total { get; } = Classes.Aggregate(BigInteger.Zero, (sum, c) => sum + c.Amount);

    /// <summary>The unit's word in the plural.</summary>
    public string UnitWord => Unit.Word();

    /// <summary>Sum of unit × repetitions over the classes that match.</summary>
    public BigInteger Amount(Func<RecordClass, bool> match) =>
        Classes.Where(c => match(c.Class)).Aggregate(BigInteger.Zero, (sum, c) => sum + c.Amount);

    /// <summary>Distinct records over the classes that match.</summary>
    public long Records(Func<RecordClass, bool> match) => Classes.Where(c => match(c.Class)).Sum(c => c.Records);
}

/// <summary>The records of one class in the manifest.</summary>
/// <param name="Class">What they share.</param>
/// <param name="Records">Distinct records.</param>
/// <param name="Amount">Sum of unit × repetitions.</param>
/// <param name="OnceAmount">Sum of unit, each record once.</param>
/// <param name="MostRepeated">The most repetitions of any one record.</param>
internal sealed record ClassTotal(RecordClass Class, long Records, BigInteger Amount, BigInteger OnceAmount, int MostRepeated)
{
    /// <summary>Sum of the squares of the records' amounts, each record once.</summary>
    public BigInteger Squares { get; init; }
}

/// <summary>How often texts are seen, the same text counted once over all records and sources that hold it.</summary>
/// <param name="ByTimes">For each number of times seen, ascending: how many texts, and their sum of unit × times.</param>
internal sealed record RepetitionCounts(IReadOnlyList<TimesSeen> ByTimes);

/// <summary>Texts that are all seen equally often.</summary>
/// <param name="Times">How often, at least 1.</param>
/// <param name="Texts">How many texts.</param>
/// <param name="Amount">Their sum of unit × times.</param>
internal sealed record TimesSeen(long Times, long Texts, BigInteger Amount);
