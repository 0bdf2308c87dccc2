using System.Buffers.Binary;
using System.Text;

namespace MixPolicy.Tests.Sources.Pages;

/// <summary>Columns of made-up values: few or many, nulls none, some or all, edge cases among them. The same seed gives the same values.</summary>
internal static class SourceTables
{
    private static readonly string[] Words = ["", "a", "é", "wörld", "数据", "prefix/", "\u0000", "👩‍🔬", "https://example.org/page/"];

    /// <summary>One column.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">What it holds.</param>
    /// <param name="depth">Levels at which it can be null.</param>
    /// <param name="rows">Cells.</param>
    /// <param name="seed">Which values.</param>
    /// <param name="distinct">Different values, at most.</param>
    /// <param name="nulls">Of 1000 cells, how many are null; they come in runs.</param>
    /// <param name="valid">Whether text is UTF-8; else one value in twenty is not.</param>
    public static TestColumn Column(string name, CellType type, int depth, int rows, int seed, int distinct, int nulls = 200, bool valid = true)
    {
        var random = new Random(seed);
        var pool = Enumerable.Range(0, Math.Min(distinct, Math.Max(rows, 1))).Select(i => Value(type, random, i, valid)).ToArray();
        var cells = new object?[rows];
        for (var row = 0; row < rows;)
        {
            // Runs, so that run-length encodings have something to find, and single cells.
            var run = Math.Min(rows - row, random.Next(3) == 0 ? random.Next(1, 40) : 1);
            var value = depth > 0 && random.Next(1000) < nulls ? null : pool[random.Next(pool.Length)];
            for (; run > 0; run--) cells[row++] = value;
        }

        return new TestColumn(name, type, depth, cells);
    }

    /// <summary>A value that Arrow C++ can write and that means something within the calendar.</summary>
    private static object Value(CellType type, Random random, int number, bool valid) => type switch
    {
        CellType.Text or CellType.Bytes or CellType.Enum => Bytes(random, number, valid),
        CellType.Json => Encoding.UTF8.GetBytes($"{{\"n\":{number}}}"),
        CellType.Fixed => Random(random, 7),
        CellType.Uuid => Random(random, 16),
        CellType.Half => Random(random, 2),
        CellType.Whole32 or CellType.Unsigned32 => number == 0 ? int.MinValue : number == 1 ? int.MaxValue : random.Next(4) == 0 ? random.Next(int.MinValue, int.MaxValue) : number * 3,
        CellType.Whole64 or CellType.Unsigned64 => number == 0 ? long.MinValue : number == 1 ? long.MaxValue : random.Next(4) == 0 ? random.NextInt64(long.MinValue, long.MaxValue) : number * 1_000_003L,
        CellType.Date => random.Next(-700_000, 2_900_000),
        CellType.Milliseconds => random.NextInt64(-62_135_596_800_000, 253_402_300_799_999),
        CellType.Microseconds => random.NextInt64(-62_135_596_800_000_000, 253_402_300_799_999_999),
        CellType.Nanoseconds => number < 4 ? number - 2001L : random.NextInt64(long.MinValue, long.MaxValue),
        CellType.Int96 => Int96(random),
        CellType.Decimal32 => number < 3 ? number - 1 : random.Next(-999_999_999, 1_000_000_000),
        CellType.Decimal64 => number < 3 ? number - 1L : random.NextInt64(-999_999_999_999_999_999, 1_000_000_000_000_000_000),
        CellType.DecimalFixed => Narrow(Random(random, 16)),
        CellType.DecimalBytes => Random(random, random.Next(1, 15)),
        CellType.Flag => random.Next(2) == 0,
        CellType.Real32 => number == 0 ? float.NaN : number == 1 ? float.NegativeInfinity : number == 2 ? -0f : (float)(random.NextDouble() * Math.Pow(10, random.Next(-30, 30))),
        _ => number == 0 ? double.NaN : number == 1 ? double.PositiveInfinity : number == 2 ? double.Epsilon : random.NextDouble() * Math.Pow(10, random.Next(-200, 200)),
    };

    private static byte[] Bytes(Random random, int number, bool valid)
    {
        if (!valid && random.Next(20) == 0) return [.. "bad "u8, 0xc3, 0x28];
        var text = new StringBuilder();
        for (var words = random.Next(random.Next(30) == 0 ? 200 : 4); words > 0; words--) text.Append(Words[random.Next(Words.Length)]);
        if (random.Next(4) > 0) text.Append(number);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] Random(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Within 38 digits.</summary>
    private static byte[] Narrow(byte[] number)
    {
        number[0] = (byte)(number[0] < 128 ? number[0] & 0x3f : number[0] | 0xc0);
        return number;
    }

    private static byte[] Int96(Random random)
    {
        var bytes = new byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, random.NextInt64(86_400_000_000_000));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), random.Next(2_440_588 - 60_000, 2_440_588 + 60_000));
        return bytes;
    }
}
