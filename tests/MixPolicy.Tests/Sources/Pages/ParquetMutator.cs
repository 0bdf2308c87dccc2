using System.Buffers.Binary;
using MixPolicy.Sources;

namespace MixPolicy.Tests.Sources.Pages;

/// <summary>A valid Parquet file and the places in it that matter, to damage it where it hurts.</summary>
internal sealed class ParquetMutator
{
    private static readonly byte[] Odd = [0, 1, 2, 3, 0x0c, 0x15, 0x19, 0x1c, 0x7f, 0x80, 0xfe, 0xff];
    private readonly byte[] _file;
    private readonly int _footer;
    private readonly int[] _pages;

    /// <summary>Finds the footer and where the columns begin.</summary>
    public ParquetMutator(string path)
    {
        _file = File.ReadAllBytes(path);
        _footer = _file.Length - 8 - BinaryPrimitives.ReadInt32LittleEndian(_file.AsSpan(_file.Length - 8));
        using var input = new ParquetInput(path);
        var chunks = ParquetFooter.Open(input).Metadata!.RowGroups.SelectMany(group => group.Columns).Select(c => c.MetaData!);
        _pages = [.. chunks.SelectMany(c => new[] { c.DataPageOffset, c.DictionaryPageOffset ?? 0 }).Where(offset => offset > 0).Select(offset => (int)offset)];
        Columns = [.. ParquetFooter.Open(input).Metadata!.RowGroups.SelectMany(g => g.Columns).Select(c => string.Join('.', c.MetaData!.PathInSchema)).Distinct()];
    }

    /// <summary>Dotted paths of its leaves.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The file, damaged.</summary>
    /// <param name="random">Where, and how.</param>
    /// <param name="other">A file to take parts from.</param>
    public byte[] Damage(Random random, ParquetMutator other)
    {
        var file = (byte[])_file.Clone();
        for (var hits = random.Next(3) == 0 ? random.Next(1, 5) : 1; hits > 0; hits--)
        {
            file = random.Next(8) switch
            {
                0 => Flip(file, random, 4, file.Length),
                1 => Overwrite(file, random, 4, file.Length),
                2 => Overwrite(file, random, Math.Min(_footer, file.Length - 9), file.Length - 8),
                3 or 4 => AtPage(file, random),
                5 => Splice(file, random, other._file),
                6 => Cut(file, random),
                _ => Number(file, random),
            };
        }

        return file;
    }

    private static byte[] Flip(byte[] file, Random random, int from, int to)
    {
        for (var bits = random.Next(1, 9); bits > 0; bits--) file[random.Next(from, to)] ^= (byte)(1 << random.Next(8));
        return file;
    }

    private static byte[] Overwrite(byte[] file, Random random, int from, int to)
    {
        for (var bytes = random.Next(1, 5); bytes > 0; bytes--)
        {
            file[random.Next(from, to)] = random.Next(2) == 0 ? Odd[random.Next(Odd.Length)] : (byte)random.Next(256);
        }

        return file;
    }

    /// <summary>A page's header, its levels and its first values.</summary>
    private byte[] AtPage(byte[] file, Random random)
    {
        if (_pages.Length == 0) return Flip(file, random, 4, file.Length);
        var from = Math.Min(_pages[random.Next(_pages.Length)], file.Length - 1);
        var to = Math.Min(from + (random.Next(2) == 0 ? 12 : 80), file.Length);
        return random.Next(2) == 0 ? Flip(file, random, from, to) : Overwrite(file, random, from, to);
    }

    /// <summary>A run of bytes with all bits set: where lengths and counts are read, as large as they come.</summary>
    private byte[] Number(byte[] file, Random random)
    {
        var isFooter = _pages.Length == 0 || random.Next(3) == 0;
        var from = isFooter ? _footer : _pages[random.Next(_pages.Length)];
        var at = Math.Min(from + random.Next(isFooter ? Math.Max(_file.Length - 8 - from, 1) : 60), file.Length - 9);
        var bytes = random.Next(1, 6);
        for (var i = 0; i < bytes; i++) file[Math.Max(at, 0) + i] = (byte)(i < bytes - 1 ? 0xff : random.Next(3) == 0 ? 0xff : random.Next(1, 0x80));
        return file;
    }

    private static byte[] Splice(byte[] file, Random random, byte[] other)
    {
        var length = random.Next(1, Math.Min(64, Math.Min(file.Length, other.Length) - 8));
        other.AsSpan(random.Next(other.Length - length), length).CopyTo(file.AsSpan(random.Next(file.Length - length)));
        return file;
    }

    /// <summary>Takes some bytes out, or off the end.</summary>
    private static byte[] Cut(byte[] file, Random random)
    {
        if (random.Next(3) == 0) return file[..random.Next(12, file.Length)];
        var from = random.Next(4, file.Length - 12);
        var to = Math.Min(from + random.Next(1, 20), file.Length - 8);
        return [.. file[..from], .. file[to..]];
    }
}
