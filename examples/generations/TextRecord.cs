namespace MixPolicy.Examples.Generations;

/// <summary>One text of a source.</summary>
/// <param name="Id">Unique in its file.</param>
/// <param name="Text">Words joined by single spaces.</param>
/// <param name="Words">How many.</param>
/// <param name="CollectedAt">The day on which it was collected or written.</param>
/// <param name="Depth">Models between it and human text; 0 for human text.</param>
/// <param name="Generator">The model that wrote it; null for human text.</param>
internal sealed record TextRecord(string Id, string Text, int Words, DateOnly CollectedAt, int Depth = 0, string? Generator = null);
