using System.Numerics;
using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Hashing;
using MixPolicy.Manifests;
using MixPolicy.Policies;
using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Generations;

/// <summary>
/// Tells what is to be known of records that are missing: which were replaced, where they came from, how much they were. Reads the parent's manifest
/// again, once or twice, and is not needed where none is missing.
/// </summary>
internal sealed class MissingSurvey(ParentTexts parent, RowFates fates, MixUnit unit, IHeldRecords held, int threads, CancellationToken cancellation)
{
    private const int Shown = 10;
    private static readonly string[] Columns = ["source", "id", "digest", "file", "row_group", "row"];

    /// <summary>Surveys them.</summary>
    /// <param name="parent">The parent's texts.</param>
    /// <param name="fates">What became of its rows; those of replaced records are changed to say so.</param>
    /// <param name="unit">What amounts count.</param>
    /// <param name="held">What is held now.</param>
    /// <param name="workFolder">Folder for scratch files.</param>
    /// <param name="threads">Workers, at least 1; changes no figure.</param>
    /// <param name="cancellation">Ends the survey.</param>
    /// <exception cref="SourceFileException">The parent's manifest cannot be read any more.</exception>
    public static MissingRecords Run(
        ParentTexts parent, RowFates fates, MixUnit unit, IHeldRecords held, string workFolder, int threads, CancellationToken cancellation)
    {
        var survey = new MissingSurvey(parent, fates, unit, held, threads, cancellation);
        try
        {
            survey.FindReplaced(workFolder);
            return survey.Sum();
        }
        catch (SourceFileException e)
        {
            throw new SourceFileException(Codes.ParentUnreadable, $"the parent's manifest {parent.File!.Name} cannot be read again: {e.Message}", e.Remedy, e);
        }
    }

    private void FindReplaced(string workFolder)
    {
        using var missing = new RadixPartitions<MissingIdentity>(Path.Combine(workFolder, "missing"));
        var rows = new ManifestRows(parent.File!, ["source", "id"]);
        rows.Read(
            threads,
            missing.Open,
            (batch, writer) =>
            {
                for (var row = 0; row < batch.Count; row++)
                {
                    var number = rows.Number(batch, row);
                    if (fates[number] == RowFate.Lost && held.Identity(batch.Columns[0].Utf8(row), batch.Columns[1].Utf8(row)) is { } identity) writer.Add(identity.Head, new MissingIdentity(identity, number));
                }
            },
            cancellation);
        if (missing.Total == 0) return;
        Workers.Run(RadixPartitions<MissingIdentity>.Count, threads, () => new Matcher(missing, held, fates), (partition, matcher) => matcher.Match(partition), cancellation);
    }

    private MissingRecords Sum()
    {
        var amount = unit == MixUnit.Records ? null : unit.Word();
        var rows = new ManifestRows(parent.File!, amount is null ? Columns : [.. Columns, amount]);
        var tallies = rows.Read(threads, () => new Tally(amount is not null), (batch, tally) => tally.Add(batch, rows, fates), cancellation);
        foreach (var other in tallies.Skip(1)) tallies[0].Add(other);
        return new MissingRecords(tallies[0].Of(RowFate.Lost), Found(tallies[0].Of(RowFate.Replaced)), tallies[0].Of(RowFate.Relabelled));
    }

    private MissingGroup Found(MissingGroup replaced)
    {
        if (replaced.Records == 0) return replaced;
        var now = held.Find(replaced.First);
        return replaced with { First = [.. replaced.First.Select((record, i) => record with { Now = now[i] })] };
    }

    private readonly record struct MissingIdentity(RowIdentity Identity, long Row) : ISpread, IComparable<MissingIdentity>
    {
        public ulong Head => Identity.Head;

        public int CompareTo(MissingIdentity other) => Identity.CompareTo(other.Identity);
    }

    /// <summary>Finds in a partition who is held with another text; one worker an instance.</summary>
    private sealed class Matcher(RadixPartitions<MissingIdentity> missing, IHeldRecords held, RowFates fates)
    {
        private MissingIdentity[] _missing = [];
        private RowIdentity[] _held = [];

        public void Match(int partition)
        {
            var lost = missing.Load(partition, ref _missing);
            if (lost.IsEmpty) return;
            lost.Sort();
            var there = held.Load(partition, ref _held);
            var at = 0;
            foreach (ref readonly var one in lost)
            {
                while (at < there.Length && there[at].CompareTo(one.Identity) < 0) at++;
                if (at < there.Length && there[at] == one.Identity) fates[one.Row] = RowFate.Replaced;
            }
        }
    }

    /// <summary>Sums up rows by fate; one worker an instance.</summary>
    private sealed class Tally(bool hasAmount)
    {
        private readonly Dictionary<RowFate, Sums> _sums = [];

        public void Add(RecordBatch batch, ManifestRows rows, RowFates fates)
        {
            for (var row = 0; row < batch.Count; row++)
            {
                var number = rows.Number(batch, row);
                if (fates[number] is not RowFate.None and var fate) Of(fate, create: true)!.Add(number, batch, row, hasAmount);
            }
        }

        public void Add(Tally other)
        {
            foreach (var (fate, sums) in other._sums) Of(fate, create: true)!.Add(sums);
        }

        public MissingGroup Of(RowFate fate) => Of(fate, create: false)?.Group() ?? MissingGroup.None;

        private Sums? Of(RowFate fate, bool create)
        {
            if (!_sums.TryGetValue(fate, out var sums) && create) _sums[fate] = sums = new Sums();
            return sums;
        }
    }

    private sealed class Sums
    {
        private readonly SortedDictionary<long, MissingRecord> _first = [];
        private readonly Dictionary<(string Source, string File), long> _files = [];
        private long _records;
        private BigInteger _amount;

        public void Add(long number, RecordBatch batch, int row, bool hasAmount)
        {
            _records++;
            var cells = batch.Columns;
            if (!hasAmount) _amount++;
            else if (cells[Columns.Length].Kind(row) == ValueKind.Integer) _amount += cells[Columns.Length].Number(row);
            var (source, file) = (Encoding.UTF8.GetString(cells[0].Utf8(row)), Encoding.UTF8.GetString(cells[3].Utf8(row)));
            _files[(source, file)] = _files.GetValueOrDefault((source, file)) + 1;
            if (_first.Count == Shown && number > _first.Keys.Last()) return;
            var rowGroup = cells[4].Kind(row) == ValueKind.Integer ? (int)cells[4].Number(row) : -1;
            Keep(number, new MissingRecord(source, Encoding.UTF8.GetString(cells[1].Utf8(row)), new Digest256(cells[2].Utf8(row)), file, rowGroup, cells[5].Number(row)));
        }

        public void Add(Sums other)
        {
            _records += other._records;
            _amount += other._amount;
            foreach (var (file, records) in other._files) _files[file] = _files.GetValueOrDefault(file) + records;
            foreach (var (number, record) in other._first) Keep(number, record);
        }

        public MissingGroup Group() => new(
            _records,
            _amount,
            [.. _first.Values],
            [
                .. _files.OrderByDescending(f => f.Value).ThenBy(f => f.Key.Source, StringComparer.Ordinal).ThenBy(f => f.Key.File, StringComparer.Ordinal)
                    .Select(f => new MissingFile(f.Key.Source, f.Key.File, f.Value)),
            ]);

        private void Keep(long number, MissingRecord record)
        {
            _first[number] = record;
            if (_first.Count > Shown) _first.Remove(_first.Keys.Last());
        }
    }
}
