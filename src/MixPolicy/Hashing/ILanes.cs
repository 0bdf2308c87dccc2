namespace MixPolicy.Hashing;

/// <summary>SHA-256 of several texts at once, one a lane of a vector. What the lanes hold is the caller's business.</summary>
internal unsafe interface ILanes
{
    /// <summary>
    /// Bytes ahead of each block to have fetched: texts mostly lie in the order in which they are taken, but the machine does not see it.
    /// </summary>
    const int Ahead = 1 << 14;

    /// <summary>How many: a multiple of 8, at most 16.</summary>
    static abstract int Count { get; }

    /// <summary>Vectors that a compression needs to work in: a block's words, and those words on their way into their order.</summary>
    const int RoomVectors = 2 * Sha256Numbers.BlockWords;

    /// <summary>Whether this machine has the instructions; nothing else may be called without them.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Takes one block of every lane into its state.</summary>
    /// <param name="state">
    /// Eight vectors, one a word, each with one number a lane, and behind them <see cref="RoomVectors"/> more to work in; aligned to 64 bytes.
    /// </param>
    /// <param name="blocks">One place a lane, from which 64 bytes can be read.</param>
    /// <param name="fresh">Lanes, a bit each, whose text starts with this block: their state is not looked at.</param>
    static abstract void Compress(uint* state, byte** blocks, uint fresh);
}
