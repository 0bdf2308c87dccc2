namespace MixPolicy.Benchmarks.Corpus;

/// <summary>Up to a row group of records as columns. Texts lie one after the other in one buffer; the rest are codes into <see cref="Labels"/>.</summary>
internal sealed class CorpusBatch
{
    private byte[] _text = new byte[1 << 20];

    public int Rows { get; set; }

    public ulong[] Ids { get; } = new ulong[CorpusSpec.RowsPerGroup];

    /// <summary>Where text r ends in the buffer; it starts where its predecessor ends.</summary>
    public int[] TextEnds { get; } = new int[CorpusSpec.RowsPerGroup];

    public byte[] Origins { get; } = new byte[CorpusSpec.RowsPerGroup];

    /// <summary>Seconds since 1970, UTC.</summary>
    public long[] CollectedAt { get; } = new long[CorpusSpec.RowsPerGroup];

    /// <summary>-1 for null.</summary>
    public sbyte[] Licenses { get; } = new sbyte[CorpusSpec.RowsPerGroup];

    public short[] Domains { get; } = new short[CorpusSpec.RowsPerGroup];

    public byte[] Languages { get; } = new byte[CorpusSpec.RowsPerGroup];

    public int[] Tokens { get; } = new int[CorpusSpec.RowsPerGroup];

    /// <summary>-1 for null: nothing generated the record.</summary>
    public sbyte[] Generators { get; } = new sbyte[CorpusSpec.RowsPerGroup];

    public int[] Depths { get; } = new int[CorpusSpec.RowsPerGroup];

    public int TextLength { get; private set; }

    /// <summary>The texts of all rows, without a gap.</summary>
    public ReadOnlySpan<byte> AllText => _text.AsSpan(0, TextLength);

    public void Clear() => (Rows, TextLength) = (0, 0);

    public ReadOnlySpan<byte> Text(int row)
    {
        var start = row == 0 ? 0 : TextEnds[row - 1];
        return _text.AsSpan(start, TextEnds[row] - start);
    }

    public void Append(ReadOnlySpan<byte> text)
    {
        if (TextLength + text.Length > _text.Length)
            Array.Resize(ref _text, Math.Max(_text.Length * 2, TextLength + text.Length));
        text.CopyTo(_text.AsSpan(TextLength));
        TextLength += text.Length;
    }
}
