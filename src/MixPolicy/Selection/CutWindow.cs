using MixPolicy.Hashing;
using MixPolicy.Planning;
using MixPolicy.Scanning;

namespace MixPolicy.Selection;

/// <summary>
/// The places near a planned amount at which a stratum can be cut between whole documents. A place is a number of candidates that the last
/// round takes beyond those surely in it.
/// </summary>
internal sealed class CutWindow
{
    private const int Reach = 64;
    private readonly List<Candidate> _candidates = [];
    private readonly long _baseAmount;
    private readonly long _baseRecords;
    private readonly bool _everyoneIn;
    private readonly AmountRange _range;
    private readonly int _fullRounds;
    private readonly Stratum _stratum;
    private List<(long Amount, long Records, int Last)> _places = [];

    /// <summary>Finds the range of keys that holds the cut and some records on either side of it.</summary>
    /// <param name="number">Number of the stratum.</param>
    /// <param name="stratum">The stratum.</param>
    /// <param name="asked">The planned amount.</param>
    /// <param name="range">The least and the most that its floors and caps allow.</param>
    /// <param name="histogram">How its amount lies over the keys.</param>
    public CutWindow(int number, Stratum stratum, long asked, AmountRange range, KeyHistogram histogram)
    {
        (_stratum, _range) = (stratum, range);
        // A whole number of rounds is seen as the end of the last one, so that the cut can move down as well as up.
        _fullRounds = Math.Max(range.Rounds, stratum.Available == 0 ? 0 : (int)Math.Max(0, (asked - 1) / stratum.Available));
        _everyoneIn = _fullRounds > 0;
        var inRound = asked - (_fullRounds * stratum.Available);
        (FirstBucket, LastBucket, _baseAmount, _baseRecords) = Locate(number, inRound, histogram);
    }

    /// <summary>First bucket whose records the window needs.</summary>
    public int FirstBucket { get; }

    /// <summary>Last bucket whose records the window needs.</summary>
    public int LastBucket { get; }

    /// <summary>False when no place lies between floor and cap: the nearest one is then the only place.</summary>
    public bool IsWithin => _places[0].Amount >= _range.Least;

    /// <summary>How many places there are.</summary>
    public int Places => _places.Count;

    /// <summary>Adds a record of the window's buckets, in any order, from any thread.</summary>
    public void Add(ulong key, in Digest256 digest, long amount)
    {
        lock (_candidates) _candidates.Add(new Candidate(key, digest, amount));
    }

    /// <summary>Puts the candidates in order and lays out the places that floors and caps allow; one place there is always.</summary>
    public void Complete()
    {
        _candidates.Sort();
        var amount = (_fullRounds * _stratum.Available) + _baseAmount;
        var records = _everyoneIn ? _stratum.Records : _baseRecords;
        _places = [(amount, records, -1)];
        // A stratum that may give nothing gives nothing, not even records of no size.
        for (var i = 0; i < _candidates.Count && _range.Most > 0; i++)
        {
            amount += _candidates[i].Amount;
            if (amount > _range.Most) break;
            if (!_everyoneIn) records++;
            // Nothing tells two candidates apart that agree in key and digest: they are in together or not at all.
            if (i + 1 == _candidates.Count || _candidates[i].CompareTo(_candidates[i + 1]) != 0) _places.Add((amount, records, i));
        }

        _places.RemoveRange(0, Math.Min(_places.Count(p => p.Amount < _range.Least), _places.Count - 1));
    }

    /// <summary>Amount taken at a place.</summary>
    public long Amount(int place) => _places[place].Amount;

    /// <summary>Distinct records taken at a place.</summary>
    public long Records(int place) => _places[place].Records;

    /// <summary>The place whose amount is nearest to an amount; the lower of two that are equally near.</summary>
    public int Nearest(long amount)
    {
        var best = 0;
        for (var place = 1; place < _places.Count; place++)
        {
            if (Math.Abs(_places[place].Amount - amount) < Math.Abs(_places[best].Amount - amount)) best = place;
        }

        return best;
    }

    /// <summary>The cut at a place.</summary>
    public StratumCut Cut(int place)
    {
        var (amount, records, last) = _places[place];
        if (last >= 0) return new StratumCut(_fullRounds, true, _candidates[last].Key, _candidates[last].Digest, amount, records);
        // Before the first candidate: all records of earlier buckets are in, so the threshold is the end of the bucket before.
        return _baseRecords == 0
            ? new StratumCut(_fullRounds, false, 0, default, amount, records)
            : new StratumCut(_fullRounds, true, FirstKey - 1, Digest256.Largest, amount, records);
    }

    private ulong FirstKey { get; set; }

    private (int First, int Last, long Amount, long Records) Locate(int number, long inRound, KeyHistogram histogram)
    {
        var (cut, amount) = (0, 0L);
        while (cut < histogram.Buckets - 1 && amount + histogram.Amount(number, cut) < inRound) amount += histogram.Amount(number, cut++);
        var (first, last) = (cut, cut);
        for (var below = 0L; first > 0 && below < Reach; below += histogram.Records(number, first)) first--;
        for (var above = 0L; last < histogram.Buckets - 1 && above < Reach; above += histogram.Records(number, last)) last++;
        var (baseAmount, baseRecords) = (0L, 0L);
        for (var bucket = 0; bucket < first; bucket++)
        {
            baseAmount += histogram.Amount(number, bucket);
            baseRecords += histogram.Records(number, bucket);
        }

        FirstKey = histogram.FirstKey(first);
        return (first, last, baseAmount, baseRecords);
    }

    private readonly record struct Candidate(ulong Key, Digest256 Digest, long Amount) : IComparable<Candidate>
    {
        public int CompareTo(Candidate other)
        {
            var order = Key.CompareTo(other.Key);
            return order != 0 ? order : Digest.CompareTo(other.Digest);
        }
    }
}
