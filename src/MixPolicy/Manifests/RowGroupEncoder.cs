using System.Buffers;

namespace MixPolicy.Manifests;

/// <summary>
/// Encodes the columns of one row group side by side, beside the caller, who fills the next one. What it makes depends on the values alone.
/// Begun and ended by one thread.
/// </summary>
internal sealed class RowGroupEncoder : IDisposable
{
    /// <summary>More encoders than this would wait for the one who fills the buffers.</summary>
    private const int MaxWorkers = 4;

    private readonly ColumnChunkWriter[] _writers;
    private readonly Task[] _tasks;
    private readonly ArrayBufferWriter<byte>[] _outputs;
    private readonly ColumnChunk[] _chunks;
    private IReadOnlyList<ColumnBuffer> _columns = [];
    private int[] _order = [];
    private int _next;

    /// <summary>An encoder of so many columns on so many threads, the caller's counted.</summary>
    public RowGroupEncoder(int columns, int threads)
    {
        _writers = [.. Enumerable.Range(0, Math.Clamp(threads, 1, MaxWorkers)).Select(_ => new ColumnChunkWriter())];
        _tasks = [.. Enumerable.Repeat(Task.CompletedTask, _writers.Length - 1)];
        _outputs = [.. Enumerable.Range(0, columns).Select(_ => new ArrayBufferWriter<byte>())];
        _chunks = new ColumnChunk[columns];
    }

    /// <summary>Starts encoding; the buffers must stay as they are until <see cref="End"/>.</summary>
    public void Begin(IReadOnlyList<ColumnBuffer> columns)
    {
        _columns = columns;
        // The largest first, so that none is left to one worker at the end.
        _order = [.. Enumerable.Range(0, columns.Count).OrderByDescending(i => columns[i].Weight)];
        Volatile.Write(ref _next, 0);
        for (var i = 0; i < _tasks.Length; i++)
        {
            var writer = _writers[i + 1];
            _tasks[i] = Task.Run(() => Encode(writer));
        }
    }

    /// <summary>Helps until all columns are encoded, and appends them in order.</summary>
    public IReadOnlyList<ColumnChunk> End(Stream output)
    {
        Encode(_writers[0]);
        foreach (var task in _tasks) task.GetAwaiter().GetResult();
        foreach (var bytes in _outputs) output.Write(bytes.WrittenSpan);
        _columns = [];
        return [.. _chunks];
    }

    /// <summary>Ends what still runs and frees the compression contexts.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _next, _order.Length);
        foreach (var task in _tasks) task.ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
        foreach (var writer in _writers) writer.Dispose();
    }

    private void Encode(ColumnChunkWriter writer)
    {
        for (int next; (next = Interlocked.Increment(ref _next) - 1) < _order.Length;)
        {
            var column = _order[next];
            _outputs[column].ResetWrittenCount();
            _chunks[column] = writer.Write(_outputs[column], _columns[column]);
        }
    }
}
