namespace MixPolicy.Sources;

/// <summary>
/// What the file system says of a file without its being read. The change time (ctime) is the system's own: whoever writes the file, sets
/// its other times, replaces or renames it, moves it on. Times are nanoseconds since 1970-01-01, UTC.
/// </summary>
/// <param name="Bytes">Length.</param>
/// <param name="Modified">When the content was last written; anybody can set it.</param>
/// <param name="Changed">When content, name or attributes last changed; nobody can set it.</param>
/// <param name="Inode">Number of the file in its file system.</param>
internal sealed record FileStamp(long Bytes, long Modified, long Changed, ulong Inode)
{
    // Clocks of the file systems that are believed tick every 10 ms or faster; ten times that is safe, and no user is quicker twice.
    private const long Granule = 100_000_000;

    /// <summary>Whether the system says now what it said when the stamp was taken.</summary>
    public bool IsOf(StatxResult found) =>
        (long)found.Bytes == Bytes && found.Inode == Inode && found.Modified.ToNanoseconds() == Modified && found.Changed.ToNanoseconds() == Changed;

    /// <summary>
    /// Whether every change after <paramref name="mark"/>, a change time that the system gave before this stamp was taken, gives the file
    /// another stamp. Not so of a file that was changed just before: a second change within one tick of the clock would leave no trace.
    /// </summary>
    public bool IsSettledAt(long mark) => Changed < mark - Granule;

    /// <summary>Whether the content is that much older than the renaming that put it in place: a write after that gives another time.</summary>
    public bool WasSettledWhenPlaced() => Modified < Changed - Granule;
}
