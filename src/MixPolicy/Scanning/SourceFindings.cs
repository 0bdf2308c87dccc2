using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Rules;
using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>Says what is wrong with sources as a whole, once all their files have been read.</summary>
internal static class SourceFindings
{
    /// <summary>Reports sources without records as errors, and what was set aside, lacking or unreadable.</summary>
    public static void Report(Policy policy, RecordIndex index, DiagnosticBag diagnostics)
    {
        for (var s = 0; s < policy.Sources.Count; s++)
        {
            var source = policy.Sources[s];
            var units = index.Units.Where(u => u.File.Source == s).ToList();
            var bad = units.Sum(u => u.Bad);
            var rows = units.Sum(u => u.Records) + bad;
            if (rows == 0)
            {
                diagnostics.Error(
                    Codes.NoRows, source.Place, $"source '{source.Name}' has no records in its {Figures.Count(index.Files.Count(f => f.File.Source == s), "file")}", "point its paths to files that hold records", "remove the source");
                continue;
            }

            foreach (var empty in index.Files.Where(f => f.File.Source == s && f.Records + f.Bad == 0))
            {
                diagnostics.Warn(Codes.EmptyFile, new Place(empty.File.Name), "the file holds no records", "check that it was written whole, or leave it out of paths");
            }

            if (bad == rows) ReportAllBad(source, bad, index.Files.Count(f => f.File.Source == s), diagnostics);
            else ReportBad(source, bad, rows, diagnostics);
            ReportLacking(source, units, diagnostics);
            ReportUnreadable(source, units, diagnostics);
        }
    }

    private static void ReportAllBad(Source source, long bad, int files, DiagnosticBag diagnostics) => diagnostics.Error(
        Codes.NoRows, source.Place,
        $"source '{source.Name}' gives no record: not one of the {Figures.Of(bad)} in its {Figures.Count(files, "file")} could be read",
        "see quarantine.jsonl, which build writes, for each record and its reason", "check the columns that text, id and tokens are mapped to");

    private static void ReportBad(Source source, long bad, long rows, DiagnosticBag diagnostics)
    {
        if (bad == 0) return;
        var share = new Fraction(bad, rows);
        var words = $"{Figures.Of(bad)} of {Figures.Count(rows, "record")} of source '{source.Name}' ({Figures.Percent(share)}) could not be read and were set aside";
        if (source.MaxBadFraction is { } limit && share > limit.Value)
        {
            var most = (limit.Value * new Fraction(rows, 1)).Floor();
            diagnostics.Add(new Diagnostic(
                Codes.TooManyBadRecords, Severity.Violation, limit.Place,
                $"{words}; max_bad_fraction allows {Figures.Percent(limit.Value)} ({Figures.Count(most, "record")}); over by {Figures.Count(bad - most, "record")}",
                ["mend the records that quarantine.jsonl lists", $"set max_bad_fraction to {Figures.Reachable(share, Planning.Sense.AtMost)}"]));
        }
        else
        {
            diagnostics.Warn(Codes.Quarantined, source.Place, words, "see quarantine.jsonl, which build writes, for each record and its reason");
        }
    }

    /// <summary>Lines name their columns one by one, so no schema tells a misspelt path from one that every record leaves out.</summary>
    private static void ReportLacking(Source source, List<UnitResult> units, DiagnosticBag diagnostics)
    {
        if (units.Any(u => u.File.Format != FileFormat.Jsonl)) return;
        foreach (var (attribute, mapping) in source.Columns.Where(c => !c.Value.FromDefaults).OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            if (!units.All(u => u.Lacking.Contains(mapping.Path))) continue;
            diagnostics.Warn(
                Codes.ColumnMissing, mapping.Place,
                $"no record of source '{source.Name}' has a value at '{mapping.Path}', which it maps to {attribute}",
                "check the spelling of the path", "leave the attribute unmapped if the records do not say it");
        }
    }

    private static void ReportUnreadable(Source source, List<UnitResult> units, DiagnosticBag diagnostics)
    {
        var byAttribute = units.SelectMany(u => u.Unreadable.Select(v => (Unit: u, Values: v))).GroupBy(v => v.Values.Attribute, StringComparer.Ordinal);
        foreach (var attribute in byAttribute.OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var (unit, first) = attribute.First();
            var effect = attribute.Key == "origin" ? "count as unknown, so as synthetic" : "count as missing";
            diagnostics.Warn(
                Codes.UnreadableValues, source.Place,
                $"{Figures.Count(attribute.Sum(v => v.Values.Count), "value")} of '{attribute.Key}' in source '{source.Name}' could not be read and {effect}; the first is '{first.Example}' at {unit.File.Name}, {RowPlace.Words(first.RowGroup, first.Row)}");
        }
    }
}
