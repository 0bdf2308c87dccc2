namespace MixPolicy.Diagnostics;

/// <summary>Collects findings from every stage. Safe to add to from several threads; reads give one order whatever the order of arrival.</summary>
public sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _found = [];
    private readonly Lock _gate = new();

    /// <summary>True once an <see cref="Severity.Error"/> is in.</summary>
    public bool HasErrors => Any(Severity.Error);

    /// <summary>True once a <see cref="Severity.Violation"/> is in.</summary>
    public bool HasViolations => Any(Severity.Violation);

    /// <summary>Adds one finding.</summary>
    public void Add(Diagnostic diagnostic)
    {
        lock (_gate) _found.Add(diagnostic);
    }

    /// <summary>Adds an error with a code and a place.</summary>
    public void Error(string code, Place place, string message, params string[] remedies) =>
        Add(new Diagnostic(code, Severity.Error, place, message, remedies));

    /// <summary>Adds a warning with a code and a place.</summary>
    public void Warn(string code, Place place, string message, params string[] remedies) =>
        Add(new Diagnostic(code, Severity.Warning, place, message, remedies));

    /// <summary>What was found: what is ranked first, then by file, line, column and code, ordinal, so that no thread's luck shows.</summary>
    public IReadOnlyList<Diagnostic> Sorted()
    {
        lock (_gate)
        {
            return [.. _found
                .OrderBy(d => d.Rank == 0 ? int.MaxValue : d.Rank)
                .ThenBy(d => d.Place.File, StringComparer.Ordinal)
                .ThenBy(d => d.Place.Line)
                .ThenBy(d => d.Place.Column)
                .ThenBy(d => d.Code, StringComparer.Ordinal)
                .ThenBy(d => d.Message, StringComparer.Ordinal)];
        }
    }

    private bool Any(Severity severity)
    {
        lock (_gate) return _found.Exists(d => d.Severity == severity);
    }
}
