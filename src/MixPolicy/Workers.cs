using System.Runtime.ExceptionServices;

namespace MixPolicy;

/// <summary>Runs numbered pieces of work on several threads; each takes the next piece when it has finished one.</summary>
internal static class Workers
{
    /// <summary>Runs all pieces; the order in which they end is not fixed. The first failure ends the run and comes out as it was thrown.</summary>
    /// <param name="items">How many pieces.</param>
    /// <param name="threads">Workers at most, from 1; the caller's thread is one.</param>
    /// <param name="work">Does the piece of a number, from 0.</param>
    /// <param name="cancellation">Checked before each piece.</param>
    public static void Run(int items, int threads, Action<int> work, CancellationToken cancellation) =>
        Run(items, threads, () => work, static (item, work) => work(item), cancellation);

    /// <summary>As <see cref="Run(int, int, Action{int}, CancellationToken)"/>, with something that each worker has for itself.</summary>
    /// <param name="items">How many pieces.</param>
    /// <param name="threads">Workers at most, from 1; the caller's thread is one.</param>
    /// <param name="make">Makes what a worker has.</param>
    /// <param name="work">Does the piece of a number, from 0, with it.</param>
    /// <param name="cancellation">Checked before each piece.</param>
    /// <returns>What the workers had, in no order; at least one.</returns>
    public static IReadOnlyList<T> Run<T>(int items, int threads, Func<T> make, Action<int, T> work, CancellationToken cancellation)
    {
        var next = -1;
        Exception? failure = null;
        var workers = Math.Max(1, Math.Min(items, threads));
        var had = new T[workers];
        if (workers == 1) Loop(0);
        else Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = threads }, Loop);
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
        return had;

        void Loop(int worker)
        {
            try
            {
                var own = had[worker] = make();
                while (Volatile.Read(ref failure) is null && Interlocked.Increment(ref next) is var item && item < items)
                {
                    cancellation.ThrowIfCancellationRequested();
                    work(item, own);
                }
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null);
            }
        }
    }
}
