using MixPolicy.Diagnostics;
using MixPolicy.Generations;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>How the rule judges.</summary>
internal sealed partial class AccumulateRule
{
    private const int FilesShown = 3;
    private const string Takedown = """record a takedown, if it was one, in the file that rules.accumulate.tombstones names: {"digest":"...","reason":"...","date":"YYYY-MM-DD","authority":"..."}""";

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Evidence evidence)
    {
        if (evidence.Inheritance is not { } kept) yield break;
        var unit = evidence.UnitWord;
        if (kept.Ancestry.Parent is { } parent)
        {
            var missing = kept.NotKept;
            yield return Judge(
                Codes.HumanLost, "lost", missing.Lost,
                $"{Of(missing.Lost, parent, unit)} {Are(missing.Lost)} lost: no record {Where} has their text, and no tombstone excuses it{Listed(missing.Lost)}",
                [.. Restored(missing.Lost), Takedown]);
            yield return Judge(
                Codes.HumanReplaced, "replaced", missing.Replaced,
                $"{Of(missing.Replaced, parent, unit)} {Are(missing.Replaced)} replaced: their sources and ids stand {Where} with another text{Listed(missing.Replaced)}",
                ["keep the old text under an id of its own beside the new one", .. Restored(missing.Replaced), Takedown]);
            yield return Judge(
                Codes.HumanRelabelled, "no longer human", missing.Relabelled,
                $"{Of(missing.Relabelled, parent, unit)} {(missing.Relabelled.Records == 1 ? "stands" : "stand")} {Where} only as text that is not human{Listed(missing.Relabelled)}",
                ["correct the origin of the sources that hold them now", .. Restored(missing.Relabelled)]);
            if (terms.In == KeptIn.Pool && kept.Pool is not null) yield return JudgeLeftOut(kept, parent);
        }

        if (terms.Tombstones is { } tombstones) yield return JudgeTakenDown(kept, tombstones);
    }

    private string Where => terms.In == KeptIn.Pool ? "in the pool" : "in the mix";

    private Verdict Judge(string code, string subject, MissingGroup group, string what, IReadOnlyList<string> remedies) =>
        new CountLimit(code, $"{Name}.keep", terms.KeepPlace, Sense.AtMost, 0, null, terms.Soft, "records").Judge(group.Records, what, remedies, subject);

    /// <summary>A mix that is a sample of the pool loses less than one that replaces, and more than one that keeps all.</summary>
    private Verdict JudgeLeftOut(Inheritance kept, ParentReport parent)
    {
        var left = kept.Manifest.Gone + kept.Manifest.Relabelled - kept.Pool!.Counts.Gone - kept.Pool.Counts.Relabelled;
        return new CountLimit(Codes.HumanLeftOut, $"{Name}.in", terms.InPlace, Sense.AtMost, null, 0, terms.Soft, "records").Judge(
            left,
            $"{Figures.Count(left, "human record")} of generation {parent.Generation} {(left == 1 ? "is" : "are")} in the pool but not in the mix, which so is a sample of what was gathered",
            [$"write {Name}.in: manifest, and a budget that holds them all"]);
    }

    private Verdict JudgeTakenDown(Inheritance kept, Located<string> tombstones)
    {
        var first = kept.FirstTakenDown.Count == 0 ? "" : $": {string.Join(", ", kept.FirstTakenDown)}";
        return new CountLimit(Codes.TakenDown, $"{Name}.tombstones", tombstones.Place, Sense.AtMost, 0, null, terms.Soft, "records").Judge(
            kept.TakenDown,
            $"{Figures.Count(kept.TakenDown, "record")} of the mix {(kept.TakenDown == 1 ? "has" : "have")} a text that was taken down{first}",
            ["leave these records out of the manifest", "build the mix with this policy: records of such texts are left out of the pool"]);
    }

    private static string Of(MissingGroup group, ParentReport parent, string unit) =>
        $"{Figures.Count(group.Records, "human record")} of generation {parent.Generation}{(group.Amount.IsZero || unit == "records" ? "" : $" ({Figures.Of(group.Amount)} {unit})")}";

    private static string Are(MissingGroup group) => group.Records == 1 ? "is" : "are";

    private static string Listed(MissingGroup group)
    {
        if (group.Records == 0) return "";
        var more = group.Records > group.First.Count ? $"; and {Figures.Of(group.Records - group.First.Count)} more" : "";
        return $": {string.Join("; ", group.First.Select(Line))}{more}";
    }

    private static string Line(MissingRecord record) =>
        $"'{Shown.Short(record.Source)}' {Shown.Short(record.Id)} ({record.File}, {RowPlace.Words(record.RowGroup, record.Row)}) {record.Digest}"
        + (record.Now is { } now ? $", now {now.Digest}{(now.Row < 0 ? "" : $" ({now.File}, {RowPlace.Words(now.RowGroup, now.Row)})")}" : "");

    private static IEnumerable<string> Restored(MissingGroup group)
    {
        if (group.Records == 0) yield break;
        var files = group.Files.Take(FilesShown).Select(f => $"{f.File} (source '{Shown.Short(f.Source)}', {Figures.Count(f.Records, "record")})");
        var more = group.Files.Count > FilesShown ? $" and {Figures.Count(group.Files.Count - FilesShown, "more file")}" : "";
        yield return $"restore what these files held: {string.Join(", ", files)}{more}";
    }
}
