using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;

namespace MixPolicy.Ledger;

/// <summary>
/// Where leaves go, block by block: into the file, its SHA-256 and the tree. With more than one thread that is done beside whoever brings the leaves.
/// Brought by one thread.
/// </summary>
internal sealed class LeafSink : IDisposable
{
    private const int BlockBytes = 1 << 18;
    private const int BlocksAhead = 3;
    private readonly Stream _output;
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly BlockingCollection<Block> _filled = new(BlocksAhead);
    private readonly ConcurrentQueue<Block> _free = new();
    private readonly Task? _worker;
    private volatile Exception? _failure;
    private Block _block = new();

    /// <summary>A sink that starts a ledger.</summary>
    /// <param name="output">The file.</param>
    /// <param name="threads">Threads that may be used, at least 1; changes no byte.</param>
    public LeafSink(Stream output, int threads)
    {
        _output = output;
        if (threads > 1) _worker = Task.Run(Work);
        LedgerFile.Head.CopyTo(_block.Bytes);
        (_block.Filled, _block.LeavesAt) = (LedgerFile.Head.Length, LedgerFile.Head.Length);
    }

    /// <summary>The tree over all leaves brought; to be touched after <see cref="Drain"/> only, until the next leaf is brought.</summary>
    public TreeHasher Tree { get; } = new();

    /// <summary>Bytes taken so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Brings a leaf as files hold it, its length in front.</summary>
    public void Add(ReadOnlySpan<byte> framed)
    {
        if (_block.Bytes.Length - _block.Filled < framed.Length)
        {
            Hand();
            if (_block.Bytes.Length < framed.Length) _block.Bytes = new byte[framed.Length];
        }

        framed.CopyTo(_block.Bytes.AsSpan(_block.Filled));
        _block.Filled += framed.Length;
    }

    /// <summary>Waits until all that was brought is hashed and written.</summary>
    public void Drain()
    {
        Hand();
        if (_worker is null) return;
        using var drained = new ManualResetEventSlim();
        _filled.Add(new Block { Drained = drained, Bytes = [] });
        drained.Wait();
        Rethrow();
    }

    /// <summary>SHA-256 of the file, lower-case hex; after <see cref="Drain"/>.</summary>
    public string Sha256() => Convert.ToHexStringLower(_sha256.GetCurrentHash());

    /// <inheritdoc/>
    public void Dispose()
    {
        _filled.CompleteAdding();
        _worker?.Wait();
        _filled.Dispose();
        _sha256.Dispose();
    }

    private void Hand()
    {
        if (_block.Filled == 0) return;
        if (_worker is null)
        {
            Take(_block);
            return;
        }

        Rethrow();
        _filled.Add(_block);
        _block = _free.TryDequeue(out var block) ? block : new Block();
    }

    private void Rethrow()
    {
        if (_failure is { } failure) ExceptionDispatchInfo.Throw(failure);
    }

    private void Work()
    {
        foreach (var block in _filled.GetConsumingEnumerable())
        {
            try
            {
                if (block.Drained is null && _failure is null) Take(block);
            }
#pragma warning disable CA1031 // whatever it is comes out where the leaves are brought
            catch (Exception e)
#pragma warning restore CA1031
            {
                _failure = e;
            }

            if (block.Drained is { } drained) drained.Set();
            else _free.Enqueue(block);
        }
    }

    private void Take(Block block)
    {
        var bytes = block.Bytes.AsSpan(0, block.Filled);
        _output.Write(bytes);
        _sha256.AppendData(bytes);
        Bytes += bytes.Length;
        for (var rest = bytes[block.LeavesAt..]; !rest.IsEmpty;)
        {
            var length = (int)BinaryPrimitives.ReadUInt32BigEndian(rest);
            Tree.Append(rest.Slice(sizeof(uint), length));
            rest = rest[(sizeof(uint) + length)..];
        }

        (block.Filled, block.LeavesAt) = (0, 0);
    }

    private sealed class Block
    {
        public byte[] Bytes { get; set; } = new byte[BlockBytes];

        public int Filled { get; set; }

        public int LeavesAt { get; set; }

        public ManualResetEventSlim? Drained { get; init; }
    }
}
