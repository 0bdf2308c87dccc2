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
        var entries = new CorpusMarker.Entry[files.Count];
        Parallel.For(0, files.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
            entries[i] = MakeFile(maker, files[i], format, folder.FilePath(format, files[i])));

        var marker = new CorpusMarker(CorpusSpec.Version, folder.Spec.Records, folder.Spec.MeanBytes,
            entries.Sum(entry => entry.TextBytes), entries.Sum(entry => entry.Tokens), entries);
        File.WriteAllText(folder.PolicyPath(format), BenchmarkPolicy.Render(format, marker.Tokens));
        var unfinished = folder.MarkerPath(format) + ".tmp";
        File.WriteAllText(unfinished, JsonSerializer.Serialize(marker, Readable) + "\n");
        File.Move(unfinished, folder.MarkerPath(format), overwrite: true);
    }

    private static CorpusMarker.Entry MakeFile(RecordMaker maker, CorpusFile file, CorpusFormat format, string path)
    {
        var batch = new CorpusBatch();
        long textBytes = 0, tokens = 0;
        using (ICorpusWriter writer = format == CorpusFormat.Parquet ? new ParquetCorpusWriter(path) : new JsonlCorpusWriter(path))
        {
            for (long done = 0; done < file.Records; done += batch.Rows)
            {
                maker.Fill(batch, file.Source, file.First + done, (int)Math.Min(CorpusSpec.RowsPerGroup, file.Records - done));
                writer.Write(batch);
                textBytes += batch.TextLength;
                for (var row = 0; row < batch.Rows; row++)
                    tokens += batch.Tokens[row];
            }
        }

        using var stream = File.OpenRead(path);
        return new CorpusMarker.Entry(file.Name, file.Records, textBytes, tokens, stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }
}
