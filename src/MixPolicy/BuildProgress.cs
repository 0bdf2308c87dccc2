namespace MixPolicy;

/// <summary>How far a run is. Sent now and then from any thread.</summary>
/// <param name="Stage">What is being done: <c>compare</c>, <c>scan</c>, <c>plan</c>, <c>select</c>, <c>judge</c>.</param>
/// <param name="Done">Bytes (compare, scan) or records (select, judge) done.</param>
/// <param name="Total">Bytes or records in all; 0 when unknown.</param>
public readonly record struct BuildProgress(string Stage, long Done, long Total);
