namespace MixPolicy.Scanning;

/// <summary>Which stratum a unit's records are in, by what is known of them. Immutable once filled.</summary>
internal sealed class StratumMap(int classes)
{
    private readonly int[] _byClass = new int[classes];
    private readonly Dictionary<(int Class, ushort Fact), int> _byFact = [];

    /// <summary>The number of the stratum of a record of the unit.</summary>
    /// <param name="recordClass">Its class, in the unit's numbering.</param>
    /// <param name="fact">What else is known of it.</param>
    public int Of(int recordClass, RecordFact fact) => fact.Bits == 0 ? _byClass[recordClass] : _byFact[(recordClass, fact.Bits)];

    /// <summary>Sets it.</summary>
    public void Set(int recordClass, RecordFact fact, int stratum)
    {
        if (fact.Bits == 0) _byClass[recordClass] = stratum;
        else _byFact[(recordClass, fact.Bits)] = stratum;
    }
}
