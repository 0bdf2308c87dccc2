namespace MixPolicy.Benchmarks.Measuring;

/// <summary>Brings inputs into the page cache, so that each run starts from the same state and no run measures the disk.</summary>
internal static class PageCache
{
    public static void Warm(IEnumerable<string> paths)
    {
        var block = new byte[1 << 20];
        foreach (var path in paths)
        {
            using var file = File.OpenHandle(path);
            long at = 0;
            for (int read; (read = RandomAccess.Read(file, block, at)) > 0;)
                at += read;
        }
    }
}
