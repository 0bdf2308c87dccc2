using System.Globalization;
using MixPolicy.Diagnostics;
using MixPolicy.Lineage;
using MixPolicy.Lineage.Trace;
using MixPolicy.Output;
using MixPolicy.Policies;

namespace MixPolicy.Generations;

/// <summary>Keeps files of tombstones: the only way in which never-replace lets a human record go. Thread-safe.</summary>
public static class TombstoneBook
{
    /// <summary>Adds a tombstone to a file. What is wrong is in the result, not thrown, and then the file is as it was.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellation">Ends the run; the file stays as it was.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static TombstoneResult Add(TombstoneRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var diagnostics = new DiagnosticBag();
        Demand(request.Reason, "reason", diagnostics);
        Demand(request.Authority, "authority", diagnostics);
        var asked = QuestionReader.Read(request.Text, request.Directory, diagnostics, cancellation);
        var report = request.Lineage is null ? null : ReportReader.Read(request.Lineage, request.Directory, diagnostics);
        if (diagnostics.HasErrors || asked is null || TombstoneText.Of(asked, report, diagnostics, cancellation) is not { } digest)
        {
            return new TombstoneResult(BuildOutcome.NotEvaluated, diagnostics.Sorted(), null, Added: false, 0);
        }

        var tombstone = new Tombstone(digest, request.Reason, request.Date, request.Authority);
        var (added, count) = Add(tombstone, request.File, request.Directory, diagnostics);
        return new TombstoneResult(diagnostics.HasErrors ? BuildOutcome.NotEvaluated : BuildOutcome.Satisfied, diagnostics.Sorted(), digest.ToString(), added, count);
    }

    /// <summary>The tombstones of a file, in its order: a line each, of digest, date, authority and reason.</summary>
    /// <param name="file">As the user wrote it.</param>
    /// <param name="directory">Absolute folder that it is relative to.</param>
    /// <param name="diagnostics">Gets what is wrong with it.</param>
    /// <returns>Null when it cannot be read.</returns>
    public static IReadOnlyList<string>? List(string file, string directory, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(diagnostics);
        return TombstoneFile.Read(file, directory, mayLack: false, diagnostics)?.Tombstones
            .Select(t => $"{t.Digest} {Day(t.Date)} {Shown.Escape(t.Authority, int.MaxValue)}: {Shown.Escape(t.Reason, int.MaxValue)}").ToList();
    }

    private static (bool Added, int Count) Add(Tombstone tombstone, string name, string directory, DiagnosticBag diagnostics)
    {
        var place = new Place(name.Replace('\\', '/'));
        try
        {
            var full = Path.GetFullPath(name, directory);
            var folder = Path.GetDirectoryName(full);
            if (folder is null || !Directory.Exists(folder)) throw new DirectoryNotFoundException("its folder is not there");
            using var held = FolderLock.Acquire(folder);
            if (TombstoneFile.Read(name, directory, mayLack: true, diagnostics) is not { } file) return (false, 0);
            if (file.Tombstones.FirstOrDefault(t => t.Digest.Equals(tombstone.Digest)) is { } there)
            {
                var isLater = there.Date > tombstone.Date;
                diagnostics.Add(new Diagnostic(
                    Codes.TombstoneThere, isLater ? Severity.Warning : Severity.Info, place,
                    $"the text {there.Digest} has a tombstone already: from {Day(there.Date)} on, {Shown.Quote(there.Reason)} ({Shown.Short(there.Authority)}); nothing was changed",
                    isLater ? [$"write \"date\":\"{Day(tombstone.Date)}\" in that line, if it shall count from then on"] : []));
                return (false, file.Tombstones.Count);
            }

            // Through a link to the file that it names: a rename over the link would leave the old file to whoever else reads it.
            var target = File.Exists(full) ? file with { FullPath = File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full } : file;
            target.Write(tombstone);
            return (true, file.Tombstones.Count + 1);
        }
        catch (OutputBusyException)
        {
            diagnostics.Error(Codes.OutputBusy, place, $"another run writes to the folder of {Shown.Quote(name)}; nothing was changed", "run it again when that one has ended");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            diagnostics.Error(Codes.OutputUnwritable, place, $"the file of tombstones {Shown.Quote(name)} cannot be written: {e.Message.TrimEnd('.')}; nothing was changed");
        }

        return (false, 0);
    }

    private static void Demand(string text, string what, DiagnosticBag diagnostics)
    {
        if (string.IsNullOrWhiteSpace(text)) diagnostics.Error(Codes.BadArguments, new Place(""), $"the {what} is blank: a tombstone says why, and on whose authority");
        else if (!IsUnicode(text)) diagnostics.Error(Codes.BadArguments, new Place(""), $"the {what} is not valid Unicode");
    }

    private static bool IsUnicode(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
