using MixPolicy.Benchmarks.Measuring;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>A job that was run.</summary>
/// <param name="Job">The job.</param>
/// <param name="Standings">One a contender.</param>
/// <param name="Agreement">What its check said; null when it failed or could not be made.</param>
internal sealed record JobResult(Job Job, IReadOnlyList<Standing> Standings, string? Agreement)
{
    public bool IsWhole => Agreement is not null;

    /// <summary>The fastest of ours; null when none could be run.</summary>
    public Standing? Ours => Fastest(isPeer: false);

    /// <summary>The fastest peer; null when none could be run, or the job has none.</summary>
    public Standing? Peer => Fastest(isPeer: true);

    /// <summary>Our wall time over the fastest peer's.</summary>
    public double? Ratio => Ours is { } ours && Peer is { } peer ? ours.MedianMilliseconds / peer.MedianMilliseconds : null;

    private Standing? Fastest(bool isPeer) => Standings
        .Where(standing => standing.Contender.IsPeer == isPeer && standing.Failure is null)
        .MinBy(standing => standing.MedianMilliseconds);
}
