namespace MixPolicy.Scanning;

/// <summary>A word type of one record.</summary>
/// <param name="Hash">Of the word: <see cref="WordCutter"/>.</param>
/// <param name="Count">How often the record holds it.</param>
internal readonly record struct WordCount(ulong Hash, int Count);
