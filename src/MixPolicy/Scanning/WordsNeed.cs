using System.Globalization;
using System.Numerics;
using MixPolicy.Policies;

namespace MixPolicy.Scanning;

/// <summary>What a rule needs of the texts' words. Immutable.</summary>
/// <param name="Sample">Share of the word types that are counted, by their hash: above 0, at most 1.</param>
/// <param name="RareBelow">
/// A type is rare when the reference holds it less often than this: a count from 2, or below 1 a share of the reference's words.
/// </param>
/// <param name="Sources">Names of the sources that are the reference; null for all human text.</param>
/// <param name="Divides">Whether strata divide records by how much of them is rare words.</param>
internal sealed record WordsNeed(Fraction Sample, Fraction RareBelow, IReadOnlyList<string>? Sources, bool Divides) : ITextGathering
{
    /// <summary>What the units' files are called.</summary>
    public const string FileKind = "words";

    /// <summary>A word that is seen more often is not rare, whatever its share.</summary>
    public const int MostRareCount = 1000;

    private static readonly Fraction AllHashes = new(BigInteger.One << 64, 1);

    /// <inheritdoc/>
    public string Kind => FileKind;

    /// <inheritdoc/>
    public string Settings => LastHash.ToString("x16", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public ITextGatherer Open(string path) => new WordsWriter(path, LastHash);

    /// <summary>The largest hash of a type that is counted.</summary>
    public ulong LastHash => (ulong)(BigInteger.Max(BigInteger.One, (Sample * AllHashes).Floor()) - 1);

    /// <summary>Whether records of a source and origin are the reference.</summary>
    public bool IsReference(string source, Origin origin) => Sources?.Contains(source, StringComparer.Ordinal) ?? origin.IsHuman();

    /// <summary>The most often that the reference holds a rare type.</summary>
    /// <param name="words">Words of the reference.</param>
    public int MaxCount(long words)
    {
        var below = RareBelow < Fraction.One ? RareBelow * new Fraction(words, 1) : RareBelow;
        return (int)BigInteger.Clamp(below.Ceiling() - 1, 1, MostRareCount);
    }
}
