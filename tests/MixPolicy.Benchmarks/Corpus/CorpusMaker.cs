using System.Security.Cryptography;
using System.Text.Json;

namespace MixPolicy.Benchmarks.Corpus;

/// <summary>Makes a corpus in one format, two files at a time, holding one row group of each in memory.</summary>
internal static class CorpusMaker
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n" };

    public static void Make(CorpusFolder folder, CorpusFormat format)
    {
        File.Delete(folder.MarkerPath(format));
        var files = folder.Spec.Files;
        Directory.CreateDirectory(Path.GetDirectoryName(folder.FilePath(format, files[0]))!);
        var maker = new RecordMaker(folder.Spec);
        var made = new MadeFile[files.Count];
        Parallel.For(0, files.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i => made[i] = MadeFile.Make(maker, files[i], format, folder.FilePath(format, files[i])));

        var entries = made.Select((file, i) => new CorpusMarker.Entry(
            files[i].Name, files[i].Records, file.TextBytes, file.Tokens, new FileInfo(file.Path).Length, Sha256(file.Path))).ToArray();
        var texts = made.Aggregate(UInt128.Zero, (all, file) => all ^ file.Texts);
        var marker = new CorpusMarker(CorpusSpec.Version, folder.Spec.Records, folder.Spec.MeanBytes,
            entries.Sum(entry => entry.TextBytes), FormattableString.Invariant($"{texts:x32}"), entries.Sum(entry => entry.Tokens), entries);
        File.WriteAllText(folder.PolicyPath(format), BenchmarkPolicy.Render(format, marker.Tokens));
        var unfinished = folder.MarkerPath(format) + ".tmp";
        File.WriteAllText(unfinished, JsonSerializer.Serialize(marker, Readable) + "\n");
        File.Move(unfinished, folder.MarkerPath(format), overwrite: true);
    }

    private static string Sha256(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
