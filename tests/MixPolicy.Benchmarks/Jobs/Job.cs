using MixPolicy.Benchmarks.Measuring;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>One job and those who do it.</summary>
/// <param name="Name">What the summary calls it.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="Data">What it reads.</param>
/// <param name="Contenders">Ours and the peer's.</param>
/// <param name="Inputs">Files to have in the page cache.</param>
/// <param name="Check">
/// After all have run: one line that says how alike their results are. Null, with the reason on stderr, when they did not do the same job.
/// </param>
internal sealed record Job(
    string Name, string Title, string Data, IReadOnlyList<Contender> Contenders, IReadOnlyList<string> Inputs, Func<string?> Check);
