using System.Numerics;
using MixPolicy.Gauges;
using MixPolicy.Generations;
using MixPolicy.Hashing;
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
    /// <summary>What the mix keeps of the generation before; null when no rule looks at it.</summary>
    public Inheritance? Inheritance { get; init; }

    /// <summary>Whether the mix was built here, from a pool that is known; else a manifest alone is judged.</summary>
    public bool HasPool { get; init; }

    /// <summary>Root of the RFC 6962 tree over the rows; null when nobody asked for it.</summary>
    public Digest256? Root { get; init; }

    /// <summary>What the texts look like; null when no rule asks, or they are not at hand.</summary>
    public MixGauges? Gauges { get; init; }

    /// <summary>Near duplicates; null where no rule looks for them.</summary>
    public NearCounts? Near { get; init; }

    /// <summary>What the rows say of words; null where no rule counts them.</summary>
    public WordEvidence? Words { get; init; }

    /// <summary>The whole mix: sum of unit × repetitions.</summary>
    public BigInteger Total { get; } = Classes.Aggregate(BigInteger.Zero, (sum, c) => sum + c.Amount);

    /// <summary>What was found of equal texts in the pool; nothing where a manifest alone is judged.</summary>
    public PoolTexts Pool { get; init; } = PoolTexts.None;

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
