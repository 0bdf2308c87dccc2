namespace MixPolicy.Examples.Generations;

/// <summary>One generation of an arm.</summary>
/// <param name="Generation">Its number; 0 is the seed.</param>
/// <param name="Words">Words of its mix.</param>
/// <param name="Human">Share of these in human texts.</param>
/// <param name="Fresh">Share in fresh human texts.</param>
/// <param name="Types">Share of the tail's words that the mix has.</param>
/// <param name="Mass">The tail's share of the mix, as a multiple of its share of the human text there is by then.</param>
/// <param name="TailBits">Bits that a rare word of held-out human text costs the model.</param>
/// <param name="ExpectedTypes">What theory says of the words; null where it says nothing.</param>
/// <param name="ExpectedMass">What theory says of the mass.</param>
/// <param name="Broken">Rules that the mix breaks; where there is no policy they only watch.</param>
internal sealed record Step(
    int Generation, long Words, double Human, double Fresh, double Types, double Mass, double TailBits, double? ExpectedTypes, double ExpectedMass, IReadOnlyList<string> Broken);
