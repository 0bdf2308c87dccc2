using MixPolicy.Output;

namespace MixPolicy.Tests.Output;

public sealed class FolderLockTests : IDisposable
{
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
    public void Open_ManyAtOnceOnAFolderThatComesAndGoes_OneHoldsItAtATime()
    {
        var holders = 0;
        var most = 0;
        var held = 0;
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            try
            {
                using var folder = OutputFolder.Open(_scratch.Out);
                var now = Interlocked.Increment(ref holders);
                InterlockedMax(ref most, now);
                Interlocked.Increment(ref held);
                folder.StageText("manifest.parquet", "never committed");
                Interlocked.Decrement(ref holders);
            }
            catch (OutputBusyException)
            {
                // As it should be while another holds it.
            }
        });

        Assert.True(held > 0);
        Assert.Equal(1, most);
        _scratch.Holds();
    }

    private static void InterlockedMax(ref int most, int now)
    {
        for (var seen = most; now > seen; seen = most)
            if (Interlocked.CompareExchange(ref most, now, seen) == seen) return;
    }
}
