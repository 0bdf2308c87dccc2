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
