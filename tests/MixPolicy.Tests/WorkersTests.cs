namespace MixPolicy.Tests;

public sealed class WorkersTests
{
    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(100, 1)]
    [InlineData(100, 3)]
    [InlineData(3, 100)]
    public void Run_AnyThreads_DoesEachPieceOnce(int items, int threads)
    {
        var done = new int[items];
        Workers.Run(items, threads, i => Interlocked.Increment(ref done[i]), CancellationToken.None);
        Assert.All(done, times => Assert.Equal(1, times));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Run_PieceThatFails_EndsTheRunWithItsOwnException(int threads)
    {
        var done = 0;
        var thrown = Assert.Throws<InvalidDataException>(() => Workers.Run(
            1_000_000,
            threads,
            i =>
            {
                if (i == 10) throw new InvalidDataException("ten");
                Interlocked.Increment(ref done);
            },
            CancellationToken.None));
        Assert.Equal("ten", thrown.Message);
        Assert.InRange(done, 10 - threads, 999_999);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Run_Cancelled_Stops(int threads)
    {
        using var source = new CancellationTokenSource();
        var done = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => Workers.Run(
            1_000_000,
            threads,
            _ =>
            {
                if (Interlocked.Increment(ref done) == 5) source.Cancel();
            },
            source.Token));
        Assert.InRange(done, 5, 5 + threads);
    }
}
