using System.Runtime.ExceptionServices;

namespace MixPolicy.Scanning;

/// <summary>Runs numbered pieces of work on several threads; each takes the next piece when it has finished one.</summary>
internal static class Workers
{
    /// <summary>Runs all pieces; the order in which they end is not fixed. The first failure ends the run and comes out as it was thrown.</summary>
    /// <param name="items">How many pieces.</param>
    /// <param name="threads">Workers at most, from 1; the caller's thread is one.</param>
    /// <param name="work">Does the piece of a number, from 0.</param>
    /// <param name="cancellation">Checked before each piece.</param>
    public static void Run(int items, int threads, Action<int> work, CancellationToken cancellation)
    {
        var next = -1;
        Exception? failure = null;
        if (Math.Min(items, threads) <= 1) Loop();
        else Parallel.For(0, Math.Min(items, threads), new ParallelOptions { MaxDegreeOfParallelism = threads }, _ => Loop());
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);

        void Loop()
        {
            try
            {
                while (Volatile.Read(ref failure) is null && Interlocked.Increment(ref next) is var item && item < items)
                {
                    cancellation.ThrowIfCancellationRequested();
                    work(item);
                }
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null);
            }
        }
    }
}
