using Microsoft.Win32.SafeHandles;

namespace MixPolicy.Sources.Lines;

/// <summary>
/// Cuts plain JSON lines into parts that can be read side by side. What a part holds follows from the file and the wanted length alone, never from
/// the threads.
/// </summary>
internal static class JsonlParts
{
    /// <summary>Wanted bytes of a part.</summary>
    public const long Usual = 64 << 20;

    private const int Block = 1 << 18;

    /// <summary>
    /// Parts that start where a line does and together hold all of the file. A part begins with the first line that starts behind a multiple of the
    /// wanted length, so a long line makes a long part. The first has the file's first record; a file that starts as a JSON array does is one part,
    /// whose reader says so.
    /// </summary>
    /// <param name="path">The file, not compressed. If it changes afterwards, parts may begin inside a line or hold nothing.</param>
    /// <param name="threads">Readers, at least 1.</param>
    /// <param name="cancellation">Checked every few hundred kilobytes.</param>
    /// <param name="partBytes">Wanted bytes of a part, at least 1. A file that is no longer is one part and not read.</param>
    /// <exception cref="SourceFileException">The file cannot be read.</exception>
    public static IReadOnlyList<FilePart> Split(string path, int threads, CancellationToken cancellation, long partBytes = Usual)
    {
        if (SourceStream.IsEmpty(path)) return [FilePart.Whole];
        try
        {
            using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
            var length = RandomAccess.GetLength(file);
            if (length <= partBytes) return [FilePart.Whole];
            var stretches = new Stretch[(length + partBytes - 1) / partBytes];
            Workers.Run(
                stretches.Length,
                threads,
                () => new byte[Block],
                (i, block) => stretches[i] = Look(file, i * partBytes, Math.Min(length, (i + 1) * partBytes), block, cancellation),
                cancellation);
            return Array.Find(stretches, s => s.First != 0).First == '[' ? [FilePart.Whole] : Cut(stretches, partBytes, length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileKinds.Unreadable(e);
        }
    }

    private static List<FilePart> Cut(Stretch[] stretches, long partBytes, long length)
    {
        var parts = new List<FilePart>();
        var (lines, from, firstLine, begun) = (0L, 0L, 0L, false);
        for (var i = 0; i < stretches.Length; i++)
        {
            var start = (i * partBytes) + stretches[i].FirstLineFeed + 1;
            if (begun && stretches[i].LineFeeds > 0 && start < length)
            {
                parts.Add(new FilePart(from, start, firstLine));
                (from, firstLine) = (start, lines + 1);
            }

            lines += stretches[i].LineFeeds;
            begun |= stretches[i].First != 0;
        }

        parts.Add(new FilePart(from, length, firstLine));
        return parts;
    }

    private static Stretch Look(SafeFileHandle file, long from, long to, byte[] block, CancellationToken cancellation)
    {
        var stretch = default(Stretch);
        for (var at = from; at < to;)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = RandomAccess.Read(file, block.AsSpan(0, (int)Math.Min(block.Length, to - at)), at);
            if (read == 0) break;
            ReadOnlySpan<byte> bytes = block.AsSpan(0, read);
            if (stretch.LineFeeds == 0) stretch.FirstLineFeed = at - from + bytes.IndexOf((byte)'\n');
            stretch.LineFeeds += bytes.Count((byte)'\n');
            if (stretch.First == 0)
            {
                if (at == 0 && bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
                var first = bytes.IndexOfAnyExcept(" \t\r\n"u8);
                if (first >= 0) stretch.First = Math.Max(bytes[first], (byte)1);
            }

            at += read;
        }

        return stretch;
    }

    /// <summary>What lies between two multiples of the wanted length.</summary>
    private struct Stretch
    {
        public long LineFeeds;
        public long FirstLineFeed;

        /// <summary>The first byte that is not blank (1 for a NUL); 0 if all are.</summary>
        public byte First;
    }
}
