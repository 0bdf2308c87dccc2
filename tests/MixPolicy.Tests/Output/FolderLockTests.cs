using MixPolicy.Output;

namespace MixPolicy.Tests.Output;

public sealed class FolderLockTests : IDisposable
{
    private const int Runs = 16;

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Open_HeldByAnother_ThrowsBusyAndLeavesItAlone()
    {
        using (var first = OutputFolder.Open(_scratch.Out))
        {
            first.StageText("manifest.parquet", "new");
            var thrown = Assert.Throws<OutputBusyException>(() => OutputFolder.Open(_scratch.Out));

            Assert.Contains(_scratch.Out, thrown.Message, StringComparison.Ordinal);
            first.Commit();
        }

        OutputFolder.Open(_scratch.Out).Dispose();
        _scratch.Holds(("manifest.parquet", "new"));
    }

    [Fact]
    public void Open_LockFileOfAKilledRun_TakesItOver()
    {
        _scratch.Put(".mixpolicy-lock", "");

        OutputFolder.Open(_scratch.Out).Dispose();

        _scratch.Holds();
    }

    [Fact]
    public async Task Await_HeldByAnother_TakesItWhenItIsLetGo()
    {
        var first = FolderLock.Acquire(_scratch.Out);
        var second = Task.Run(() => FolderLock.Await(_scratch.Out, CancellationToken.None));
        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public void Await_Cancelled_EndsWithoutIt()
    {
        using var first = FolderLock.Acquire(_scratch.Out);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => FolderLock.Await(_scratch.Out, cancelled.Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Acquire_ManyAtOnceWhileLockFilesComeAndGo_OneHoldsItAtATime(bool folderComesAndGoes)
    {
        if (!folderComesAndGoes) Directory.CreateDirectory(_scratch.Out);
        int holders = 0, clashes = 0, held = 0;
        await Task.WhenAll(Enumerable.Range(0, Runs).Select(_ => Task.Factory.StartNew(
            Hammer, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.True(held > 0);
        Assert.Equal(0, clashes);
        _scratch.Holds();

        void Hammer()
        {
            for (var attempt = 0; attempt < 500; attempt++)
            {
                try
                {
                    var hold = FolderLock.Acquire(_scratch.Out);
                    if (Interlocked.Increment(ref holders) > 1) Interlocked.Increment(ref clashes);
                    Interlocked.Increment(ref held);
                    Thread.Yield();
                    Interlocked.Decrement(ref holders);
                    hold.Dispose();
                    hold.RemoveMadeFolders();
                }
                catch (OutputBusyException)
                {
                    // As it should be while another holds it.
                }
            }
        }
    }
}
