using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>Reads every file once, parts of files side by side, and leaves the record index. What an earlier scan left is not read again.</summary>
internal sealed class SourceScan
{
    private readonly Policy _policy;
    private readonly RecordSchema _schema;
    private readonly ScanReuse _reuse;
    private readonly string _workFolder;
    private readonly int _threads;
    private readonly DiagnosticBag _diagnostics;
    private readonly IProgress<BuildProgress>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly Lazy<TokenCounter?[]> _counters;
    private long _done;
    private long _total;

    /// <summary>Prepares a scan.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="schema">What the rules look at.</param>
    /// <param name="reuse">What an earlier scan may spare this one.</param>
    /// <param name="workFolder">Folder for the index, empty.</param>
    /// <param name="threads">Workers, at least 1; changes no byte.</param>
    /// <param name="diagnostics">Gets findings.</param>
    /// <param name="progress">Gets bytes read; may be null.</param>
    /// <param name="cancellation">Ends the scan.</param>
    public SourceScan(
        Policy policy,
        RecordSchema schema,
        ScanReuse reuse,
        string workFolder,
        int threads,
        DiagnosticBag diagnostics,
        IProgress<BuildProgress>? progress,
        CancellationToken cancellation)
    {
        (_policy, _schema, _reuse, _workFolder, _threads) = (policy, schema, reuse, workFolder, threads);
        (_diagnostics, _progress, _cancellation) = (diagnostics, progress, cancellation);
        _counters = new Lazy<TokenCounter?[]>(() => TokenCounters(policy));
    }

    /// <summary>Scans; null when a file could not be evaluated (then reported). A source without records is reported as an error too.</summary>
    /// <param name="files">The files of all sources.</param>
    public RecordIndex? Run(IReadOnlyList<SourceFile> files)
    {
        var ordered = files
            .OrderBy(f => _policy.Sources[f.Source].Name, StringComparer.Ordinal)
            .ThenBy(f => f.Name, StringComparer.Ordinal)
            .ToArray();
        if (Open(ordered) is not { } scans) return null;
        if (_reuse.Finds) Find(scans);
        Read(scans);
        var results = scans.Select(s => s.IsRead ? s.Finish(_diagnostics) : null).ToArray();
        for (var i = 0; i < scans.Length; i++)
        {
            // What could be read need not be read again, also when another file ends this run.
            if (results[i] is not null && _reuse.Keeps) Keep(scans[i]);
        }

        if (_diagnostics.HasErrors) return null;
        if (_reuse.Keeps) _reuse.Units.Prune(scans.SelectMany(Names).ToHashSet());
        var index = new RecordIndex([.. results.Select(r => r!)], [.. scans.SelectMany(s => s.Units).Select(u => u!)], _workFolder);
        SourceFindings.Report(_policy, index, _diagnostics);
        return index;
    }

    /// <summary>Looks at every file before any is read; null when one cannot be (then reported).</summary>
    private FileScan[]? Open(SourceFile[] files)
    {
        var scans = new FileScan?[files.Length];
        Workers.Run(
            files.Length,
            _threads,
            i =>
            {
                try
                {
                    scans[i] = new FileScan(files[i], _reuse.Finds ? _reuse.Known(files[i]) : null, Math.Max(1, _threads / files.Length), _cancellation);
                }
                catch (Exception e) when (FileFaults.Report(e, files[i], _diagnostics))
                {
                    // Reported; the run ends below.
                }
            },
            _cancellation);
        return _diagnostics.HasErrors ? null : [.. scans.Select(s => s!)];
    }

    /// <summary>Finds units that were scanned before. They are named by content, so what is not known to be unchanged is read for its digest.</summary>
    private void Find(FileScan[] scans) => Workers.Run(
        scans.Length,
        _threads,
        i =>
        {
            var scan = scans[i];
            scan.Fingerprint(_cancellation);
            if (scan.Sha256.Length == 0) return;
            for (var part = 0; part < scan.Parts.Count; part++) scan.Units[part] = _reuse.Units.Find(Names(scan)[part], scan.File, scan.Parts[part]);
        },
        _cancellation);

    private void Read(FileScan[] scans)
    {
        // A file's fingerprint comes before its parts: it reads ahead for them.
        var steps = scans
            .SelectMany(s => Enumerable.Range(-1, s.Parts.Count + 1).Where(part => part < 0 ? s.Sha256.Length == 0 : s.Units[part] is null).Select(part => (Scan: s, Part: part)))
            .ToArray();
        _total = steps.Where(s => s.Part >= 0).Select(s => s.Scan).Distinct().Sum(s => s.Length);
        var idle = steps.Count(s => s.Part >= 0) < _threads;
        Workers.Run(
            steps.Length,
            _threads,
            i =>
            {
                if (steps[i].Part < 0) steps[i].Scan.Fingerprint(_cancellation);
                else Read(steps[i].Scan, steps[i].Part, Path.Combine(_workFolder, $"unit-{i:000000}"), idle);
            },
            _cancellation);
    }

    private void Read(FileScan scan, int part, string path, bool ahead)
    {
        var counter = _policy.Sources[scan.File.Source].Tokens is null or TokenCounting.Column ? null : _counters.Value[scan.File.Source];
        using var scanner = new UnitScanner(scan.File, scan.Parts[part], _policy, _schema, counter, path, _diagnostics);
        scan.Units[part] = scanner.Scan(
            ahead, bytes => _progress?.Report(new BuildProgress("scan", Interlocked.Add(ref _done, bytes), _total)), _cancellation);
    }

    private void Keep(FileScan scan)
    {
        for (var part = 0; part < scan.Parts.Count; part++) scan.Units[part] = _reuse.Units.Keep(Names(scan)[part], scan.Units[part]!);
    }

    private IReadOnlyList<string> Names(FileScan scan) => scan.Names(_policy, _schema);

    /// <summary>One counter a tokenizer: its tables are large, and it may be used from every worker.</summary>
    private static TokenCounter?[] TokenCounters(Policy policy)
    {
        var made = new Dictionary<TokenCounting, TokenCounter>();
        return [.. policy.Sources.Select(s =>
        {
            if (s.Tokens is null or TokenCounting.Column) return null;
            var key = s.Tokens is TokenCounting.Tokenizer t ? t with { Name = t.Name with { Place = policy.Place } } : s.Tokens;
            return made.TryGetValue(key, out var counter) ? counter : made[key] = TokenCounter.Create(s.Tokens);
        })];
    }
}
