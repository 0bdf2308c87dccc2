using System.Text.Json;
using MixPolicy.Diagnostics;
using MixPolicy.Output;
using MixPolicy.Policies;

namespace MixPolicy.Lineage.Audit;

/// <summary>What the checks of one audit share. What is dear to find out is found out once, when a check first asks. Not thread-safe.</summary>
internal sealed class AuditScope : IDisposable
{
    private readonly Lazy<AuditRecount> _recount;
    private readonly Lazy<LedgerSurvey> _ledger;
    private readonly Lazy<KeptPolicy> _policy;

    /// <summary>An audit of one report.</summary>
    public AuditScope(AuditRequest request, AuditedReport report, IProgress<BuildProgress>? progress, CancellationToken cancellation)
    {
        (Request, Report, Progress, Cancellation) = (request, report, progress, cancellation);
        Place = PolicyPlace.Find(request.Policy is { } file ? Path.GetFullPath(file, request.Directory) : null, report.Folder);
        _policy = new(() => KeptPolicy.Read(this));
        _recount = new(() => AuditRecount.Run(this));
        _ledger = new(() => LedgerSurvey.Run(this));
    }

    /// <summary>What is asked.</summary>
    public AuditRequest Request { get; }

    /// <summary>The report.</summary>
    public AuditedReport Report { get; }

    /// <summary>What it says.</summary>
    public JsonElement Json => Report.Json;

    /// <summary>Where its policy lies; null when nobody knows.</summary>
    public PolicyPlace? Place { get; }

    /// <summary>The lines so far.</summary>
    public AuditSheet Sheet { get; } = new();

    /// <summary>Told how far a replay is; may be null.</summary>
    public IProgress<BuildProgress>? Progress { get; }

    /// <summary>Ends the audit.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>The policy as the report keeps it.</summary>
    public KeptPolicy Policy => _policy.Value;

    /// <summary>The manifest's rows, counted again.</summary>
    public AuditRecount Recount => _recount.Value;

    /// <summary>The ledger, read from front to back.</summary>
    public LedgerSurvey Ledger => _ledger.Value;

    /// <summary>A path as the user would type it.</summary>
    public string Show(string fullPath) => OutputPaths.Relative(Request.Directory, fullPath);

    /// <summary>A file as a place.</summary>
    public Place At(string fullPath) => new(Show(fullPath));

    /// <summary>A file of the report's folder.</summary>
    public string Beside(string name) => Path.Combine(Report.Folder, name);

    /// <summary>A file that the report's policy names.</summary>
    /// <exception cref="InvalidDataException">No file can have the name.</exception>
    public string? FromPolicy(string name)
    {
        if (name.Contains('\0', StringComparison.Ordinal)) throw new InvalidDataException($"names a file with a zero byte: {Shown.Quote(name)}");
        return Place is null ? null : Path.GetFullPath(name, Place.Folder);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_recount.IsValueCreated) _recount.Value.Dispose();
        if (_ledger.IsValueCreated) _ledger.Value.Dispose();
    }
}
