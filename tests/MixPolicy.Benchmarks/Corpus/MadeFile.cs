using System.IO.Hashing;

namespace MixPolicy.Benchmarks.Corpus;

/// <summary>One file that was made, with sums over its records.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="TextBytes">Bytes of its texts.</param>
/// <param name="Tokens">Tokens of its records.</param>
/// <param name="Texts">The XOR of the XxHash128 of its texts.</param>
internal sealed record MadeFile(string Path, long TextBytes, long Tokens, UInt128 Texts)
{
    /// <summary>Makes the file anew; one that is there is replaced, not written into.</summary>
    public static MadeFile Make(RecordMaker maker, CorpusFile file, CorpusFormat format, string path)
    {
        File.Delete(path);
        var batch = new CorpusBatch();
        var (textBytes, tokens, texts) = (0L, 0L, UInt128.Zero);
        using ICorpusWriter writer = format == CorpusFormat.Parquet ? new ParquetCorpusWriter(path) : new JsonlCorpusWriter(path, format);
        for (long done = 0; done < file.Records; done += batch.Rows)
        {
            maker.Fill(batch, file.Source, file.First + done, (int)Math.Min(CorpusSpec.RowsPerGroup, file.Records - done));
            writer.Write(batch);
            textBytes += batch.TextLength;
            for (var row = 0; row < batch.Rows; row++)
            {
                tokens += batch.Tokens[row];
                texts ^= XxHash128.HashToUInt128(batch.Text(row));
            }
        }

        return new MadeFile(path, textBytes, tokens, texts);
    }
}
