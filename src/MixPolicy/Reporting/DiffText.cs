using System.Globalization;
using System.Numerics;
using MixPolicy.Lineage.Diff;
using MixPolicy.Policies;

namespace MixPolicy.Reporting;

/// <summary>How two generations differ, for people: findings, then records, shares, tail and diversity, limits, what excuses, and the verdict last.</summary>
public static class DiffText
{
    /// <summary>Writes it.</summary>
    public static void Render(DiffResult result, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        new TextReport(findingsOnly: true).Render(new BuildResult(result.Outcome, result.Diagnostics, null, []), output);
        if (result.Difference is { } found)
        {
            if (result.Diagnostics.Count > 0) Put(output, "");
            Put(output, $"older: {found.Older.Name} ({found.Older.Policy}, generation {found.Older.Generation}, {Count(found.OlderShares)})");
            Put(output, $"newer: {found.Newer.Name} ({found.Newer.Policy}, generation {found.Newer.Generation}, {Count(found.NewerShares)})");
            Put(output, "");
            PutRows(found, output);
            PutShares(found, output);
            DiffStatedText.Render(found.Stated, output);
            Put(output, Growth(found));
            Put(output, NeverReplaceLine(found.Kept));
        }

        Put(output, result.Outcome switch
        {
            BuildOutcome.Satisfied => "satisfied: never-replace holds",
            BuildOutcome.Violated => "violated: never-replace is broken",
            _ => "could not be evaluated",
        });
    }

    /// <summary>A number in groups of three digits.</summary>
    internal static string Number(BigInteger value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Count(MixShares shares) => Totals.Plural(shares.Records, "record");

    private static void PutRows(MixDifference found, TextWriter output)
    {
        var (rows, unit) = (found.Rows, found.Unit);
        (string Word, ChangeGroup Group)[] groups = [("added", rows.Added), ("dropped", rows.Dropped), ("re-weighted", rows.Reweighted), ("relabelled", rows.Relabelled)];
        var table = new TextTable("records", "by", "of", ">records", $">{unit} before", $">{unit} after");
        table.Add("unchanged", "", "", Totals.Number(rows.Unchanged), "", "");
        foreach (var (word, group) in groups)
        {
            Add(table, word, "all", "", group.Sum);
            foreach (var (origin, sum) in group.ByOrigin) Add(table, word, "origin", origin, sum);
            foreach (var (source, sum) in group.BySource) Add(table, word, "source", source, sum);
        }

        table.Render(output);
        foreach (var (word, group) in groups)
        {
            if (group.First.Count == 0) continue;
            var shown = new TextTable($"{word}{(group.Sum.Records > group.First.Count ? $", the first {group.First.Count} of {Totals.Number(group.Sum.Records)}" : "")}: source", "id", "sha256", "origin", $">{unit} before", $">{unit} after");
            foreach (var one in group.First) shown.Add(one.Record.Source, one.Record.Id, one.Record.Digest.ToString(), Origin(one), Number(one.Before), Number(one.After));
            shown.Render(output);
        }
    }

    private static void Add(TextTable table, string word, string by, string of, ChangeSum sum) =>
        table.Add(word, by, of, Totals.Number(sum.Records), Number(sum.Before), Number(sum.After));

    private static string Origin(ChangedRecord one) =>
        one.OriginBefore is { } before && one.OriginAfter is { } after && before != after ? $"{before} -> {after}" : one.OriginAfter ?? one.OriginBefore!;

    private static void PutShares(MixDifference found, TextWriter output)
    {
        var table = new TextTable("fraction", "of", ">before", ">after", $">{found.Unit} before", $">{found.Unit} after");
        var (older, newer) = (found.OlderShares, found.NewerShares);
        void Line(string word, string of, BigInteger? before, BigInteger? after) =>
            table.Add(word, of, Share(before, older.Total), Share(after, newer.Total), before is { } b ? Number(b) : "-", after is { } a ? Number(a) : "-");
        Line("human", "", older.Human, newer.Human);
        Line("fresh human", "", older.FreshHuman, newer.FreshHuman);
        Line("synthetic", "", older.Synthetic, newer.Synthetic);
        foreach (var (origin, before, after) in SharePairs.Of(older.ByOrigin, newer.ByOrigin)) Line("origin", origin, before, after);
        foreach (var (depth, before, after) in SharePairs.Of(older.ByDepth, newer.ByDepth)) Line("depth", depth?.ToString(CultureInfo.InvariantCulture) ?? "unknown", before, after);
        foreach (var (generator, before, after) in SharePairs.Of(older.ByGenerator, newer.ByGenerator)) Line("generator", generator ?? "not said", before, after);
        table.Add("total", "", "", "", Number(older.Total), Number(newer.Total));
        table.Render(output);
    }

    private static string Share(BigInteger? part, BigInteger whole) => part is not { } amount ? "-" : whole.IsZero ? "0.0000" : new Fraction(amount, whole).ToDecimal();

    private static string Growth(MixDifference found)
    {
        var (before, now) = (found.Older.Ledger.Size, found.Newer.Ledger.Size);
        return found.Ledger.Kind switch
        {
            GrowthKind.Same => $"ledger: the same, {Totals.Plural(now.Records, "leaf", "leaves")}, root {now.Root}",
            GrowthKind.Parent => $"ledger: extends the older one, {Number(before.Records)} -> {Totals.Plural(now.Records, "leaf", "leaves")}, by the newer report's proof (root {now.Root})",
            GrowthKind.Ancestor => $"ledger: extends the older one, {Number(before.Records)} -> {Totals.Plural(now.Records, "leaf", "leaves")}, by its leaves (root {now.Root})",
            GrowthKind.Apart => $"ledger: does not extend the older one ({Number(before.Records)} leaves, root {before.Root}; now {Number(now.Records)}, root {now.Root})",
            _ => $"ledger: not known whether it extends the older one: {Printable.Line(found.Ledger.Fault ?? "")}",
        };
    }

    private static string NeverReplaceLine(NeverReplace kept)
    {
        var basis = kept.IsStated
            ? $"by the newer report's own figures, for its policy keeps them in the pool (the manifest alone: {Number(kept.Manifest.Kept)} kept)"
            : "by the manifests";
        return $"never-replace, {basis}: {Totals.Parent(kept.Line)["parent: ".Length..]}";
    }

    private static void Put(TextWriter output, string line)
    {
        output.Write(line);
        output.Write('\n');
    }
}
