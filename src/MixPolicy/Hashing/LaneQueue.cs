using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MixPolicy.Hashing;

/// <summary>
/// Feeds texts to the lanes: each lane takes a text, block by block, and the next one in the queue as soon as it ends, so texts of any
/// lengths go together. A text is its whole blocks, read where they lie, and then one or two blocks of the lane's own with what is left of
/// the text and its padding. A lane without a text turns over its own blocks. Lives on the stack of one call.
/// </summary>
internal unsafe ref struct LaneQueue<TLanes>
    where TLanes : struct, ILanes
{
    /// <summary>Texts at least this long go first, so that no lane is left alone with a long one when the queue is empty.</summary>
    private const int LongText = 4096;

    private const int MostLanes = 16;
    private const int Alignment = 64;
    private const int TailBlocks = 2;
    private const int TailBytes = TailBlocks * Sha256Numbers.BlockBytes;
    private const int StateBytes = (Sha256Numbers.StateWords + ILanes.RoomVectors) * MostLanes * sizeof(uint);
    private const int MemoryBytes = StateBytes + (MostLanes * (TailBytes + sizeof(ulong) + (3 * sizeof(int))));
    private const int NoText = -1;

    private readonly byte* _bytes;
    private readonly ReadOnlySpan<int> _starts;
    private readonly ReadOnlySpan<int> _lengths;
    private readonly Span<Digest256> _digests;
    private readonly long _limit;
    private readonly uint* _state;
    private readonly byte* _tails;
    private readonly byte** _blocks;
    private readonly int* _left;
    private readonly int* _tailsLeft;
    private readonly int* _texts;
    private int _next;
    private bool _areShort;
    private uint _fresh;
    private int _busy;

    private LaneQueue(byte* bytes, ReadOnlySpan<int> starts, ReadOnlySpan<int> lengths, Span<Digest256> digests, long limit, byte* memory)
    {
        _bytes = bytes;
        _starts = starts;
        _lengths = lengths;
        _digests = digests;
        _limit = limit;
        _state = (uint*)memory;
        _tails = memory + StateBytes;
        _blocks = (byte**)(_tails + (MostLanes * TailBytes));
        _left = (int*)(_blocks + MostLanes);
        _tailsLeft = _left + MostLanes;
        _texts = _tailsLeft + MostLanes;
    }

    /// <summary>Digests all texts shorter than a limit; leaves the digests of the others as they are.</summary>
    /// <param name="bytes">What the texts lie in, pinned. Every start and length must have been checked against it.</param>
    /// <param name="starts">Where each text starts.</param>
    /// <param name="lengths">How long it is; as many as starts.</param>
    /// <param name="digests">Where its digest goes; as many as starts.</param>
    /// <param name="limit">Texts from this length on are left out.</param>
    [SkipLocalsInit]
    public static void Run(byte* bytes, ReadOnlySpan<int> starts, ReadOnlySpan<int> lengths, Span<Digest256> digests, long limit)
    {
        var memory = stackalloc byte[MemoryBytes + Alignment];
        memory += (nuint)(-(nint)memory) & (Alignment - 1);
        new LaneQueue<TLanes>(bytes, starts, lengths, digests, limit, memory).Run();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run()
    {
        for (var lane = 0; lane < TLanes.Count; lane++) Take(lane);
        while (_busy > 0)
        {
            var fresh = _fresh;
            _fresh = 0;
            TLanes.Compress(_state, _blocks, fresh);
            for (var ended = Advance(); ended != 0; ended &= ended - 1) Turn(BitOperations.TrailingZeroCount(ended));
        }
    }

    /// <summary>Moves every lane one block on; tells, a bit each, which have none left.</summary>
    private readonly uint Advance()
    {
        uint ended = 0;
        for (var lane = 0; lane < TLanes.Count; lane += Vector256<int>.Count)
        {
            var left = Vector256.Load(_left + lane) - Vector256<int>.One;
            left.Store(_left + lane);
            ended |= Vector256.Equals(left, Vector256<int>.Zero).ExtractMostSignificantBits() << lane;
            var places = (long*)(_blocks + lane);
            (Vector256.Load(places) + Vector256.Create((long)Sha256Numbers.BlockBytes)).Store(places);
            (Vector256.Load(places + 4) + Vector256.Create((long)Sha256Numbers.BlockBytes)).Store(places + 4);
        }

        return ended;
    }

    /// <summary>What comes after the last block of a lane: its tail, or another text.</summary>
    private void Turn(int lane)
    {
        if (_tailsLeft[lane] > 0)
        {
            Give(lane, Tail(lane), _tailsLeft[lane], 0);
            return;
        }

        var text = _texts[lane];
        if (text != NoText)
        {
            var s = _state + lane;
            var n = TLanes.Count;
            _digests[text] = new Digest256(Pair(s[0], s[n]), Pair(s[2 * n], s[3 * n]), Pair(s[4 * n], s[5 * n]), Pair(s[6 * n], s[7 * n]));
            _busy--;
        }

        Take(lane);
    }

    /// <summary>Gives a lane the next text, if there is one.</summary>
    private void Take(int lane)
    {
        var text = Next();
        var tail = Tail(lane);
        _texts[lane] = text;
        if (text == NoText)
        {
            Give(lane, tail, TailBlocks, 0);
            return;
        }

        _busy++;
        _fresh |= 1u << lane;
        var length = _lengths[text];
        var start = _bytes + _starts[text];
        var (blocks, rest) = (length / Sha256Numbers.BlockBytes, length % Sha256Numbers.BlockBytes);
        var tails = rest < Sha256Numbers.BlockBytes - sizeof(ulong) ? 1 : 2;
        Sse.Prefetch0(start + length + ILanes.Ahead);
        new Span<byte>(tail, TailBytes).Clear();
        Unsafe.CopyBlockUnaligned(tail, start + (length - rest), (uint)rest);
        tail[rest] = 0x80;
        var bits = new Span<byte>(tail + (tails * Sha256Numbers.BlockBytes) - sizeof(long), sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(bits, 8L * length);
        if (blocks > 0) Give(lane, start, blocks, tails);
        else Give(lane, tail, tails, 0);
    }

    private readonly void Give(int lane, byte* block, int left, int tailsLeft)
    {
        _blocks[lane] = block;
        _left[lane] = left;
        _tailsLeft[lane] = tailsLeft;
    }

    private int Next()
    {
        while (true)
        {
            if (_next == _lengths.Length)
            {
                if (_areShort) return NoText;
                (_areShort, _next) = (true, 0);
                continue;
            }

            var text = _next++;
            var length = _lengths[text];
            if (length < LongText == _areShort && length < _limit) return text;
        }
    }

    private readonly byte* Tail(int lane) => _tails + (lane * TailBytes);

    private static ulong Pair(uint high, uint low) => ((ulong)high << 32) | low;
}
