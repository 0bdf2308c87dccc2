using System.Numerics;
using MixPolicy.Numbers;
using MixPolicy.Policies;

namespace MixPolicy.Gauges;

/// <summary>What human words that were held out cost under two models, in bits times 2^<see cref="FixedLog2.Scale"/>.</summary>
/// <param name="Words">Words measured.</param>
/// <param name="Fit">Words that each model learnt from.</param>
/// <param name="ByHuman">Their cost under a model of human text.</param>
/// <param name="ByMix">Their cost under a model of the mix.</param>
internal sealed record HeldOutCost(long Words, int Fit, BigInteger ByHuman, BigInteger ByMix)
{
    /// <summary>Fewer words teach a model too little for a comparison.</summary>
    public const int LeastFit = 2_000;

    /// <summary>Fewer words held out are noise.</summary>
    public const int LeastWords = 1_000;

    /// <summary>Whether there is enough for a comparison.</summary>
    public bool IsEnough => Fit >= LeastFit && Words >= LeastWords;

    /// <summary>Bits a word under a model of human text.</summary>
    public Fraction PerWordByHuman => PerWord(ByHuman);

    /// <summary>Bits a word under a model of the mix.</summary>
    public Fraction PerWordByMix => PerWord(ByMix);

    /// <summary>How much more the mix's model pays a word; 0 where it pays less.</summary>
    public Fraction Rise => PerWord(BigInteger.Max(ByMix - ByHuman, 0));

    private Fraction PerWord(BigInteger cost) => new(cost, (BigInteger)Words << FixedLog2.Scale);
}
