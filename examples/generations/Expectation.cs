namespace MixPolicy.Examples.Generations;

/// <summary>What theory says of the tail.</summary>
internal static class Expectation
{
    /// <summary>
    /// The share of a tail's words that survive so many generations of replacing at plain sampling: a word seen c times is there with probability
    /// 1 - exp(-c·g), where g is 1 after the first generation and 1 - exp(-g) after each next (Suresh and others, arXiv 2412.17646).
    /// </summary>
    public static double TypesUnderReplace(Tail tail, int generations)
    {
        var g = 1.0;
        for (var i = 1; i < generations; i++) g = 1 - Math.Exp(-g);
        return generations == 0 ? 1 : tail.Seen.Values.Average(c => 1 - Math.Exp(-c * g));
    }

    /// <summary>
    /// The tail's mass in a mix, as a multiple of that in human text: what a model writes has the share ρ of what its mix had, for that is what one pass
    /// of its decoding keeps.
    /// </summary>
    /// <param name="human">Share of the mix that is human text.</param>
    /// <param name="before">Mass expected of the mixes whose models wrote the rest, on average.</param>
    /// <param name="kept">ρ, as measured on the first model; 1 for plain sampling.</param>
    public static double Mass(double human, double before, double kept) => human + ((1 - human) * kept * before);
}
