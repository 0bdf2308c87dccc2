using MixPolicy.Diagnostics;
using Parquet;
using Parquet.Meta;

namespace MixPolicy.Sources;

/// <summary>Opens a Parquet file's footer and mends what the library would stumble over.</summary>
internal static class ParquetFooter
{
    /// <summary>Reads and checks the footer.</summary>
    /// <exception cref="SourceFileException">The file is encrypted, or its footer claims what cannot be.</exception>
    public static ParquetReader Open(ParquetInput input)
    {
        Span<byte> tail = stackalloc byte[8];
        if (input.Length < 12) throw new EndOfStreamException();
        input.Position = input.Length - 8;
        input.ReadExactly(tail);
        if (tail[4..].SequenceEqual("PARE"u8)) throw Encrypted();
        if (!tail[4..].SequenceEqual("PAR1"u8)) throw new InvalidDataException("no PAR1 at the end");
        var footerLength = BitConverter.ToUInt32(tail);
        if (footerLength > input.Length - 12) throw new InvalidDataException("the footer is longer than the file");
        var footer = new byte[footerLength];
        input.Position = input.Length - 8 - footerLength;
        input.ReadExactly(footer);
        ParquetGrammar.Check(footer);
        input.Renew();

        var reader = ParquetReader.CreateAsync(input, new ParquetOptions(), leaveStreamOpen: true).GetAwaiter().GetResult();
        var meta = reader.Metadata!;
        if (meta.EncryptionAlgorithm is not null) throw Encrypted();
        foreach (var group in meta.RowGroups) Check(group, input.Length);
        return reader;
    }

    private static void Check(RowGroup group, long fileLength)
    {
        foreach (var column in group.Columns)
        {
            var data = column.MetaData ?? throw Encrypted();
            if (data.TotalCompressedSize < 0 || data.TotalCompressedSize > fileLength
                || data.DataPageOffset < 0 || data.DataPageOffset >= fileLength
                || data.NumValues < 0 || group.NumRows < 0)
            {
                throw new InvalidDataException("a column's place or size lies outside the file");
            }

            // Statistics are not used, and decoding odd ones throws.
            data.Statistics = null;
        }
    }

    private static SourceFileException Encrypted() => new(
        Codes.FileUnreadable, "The Parquet file is encrypted.", "Decrypt it first: keys are not handled here.");
}
