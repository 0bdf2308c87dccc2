namespace MixPolicy.Benchmarks.Corpus;

/// <summary>Log-normal text lengths (sigma 0.8) as 4,096 whole-numbered quantiles whose mean is the one asked for.</summary>
internal sealed class LengthTable
{
    private const int Quantiles = 4096;
    private const double Sigma = 0.8;

    private readonly int[] _bytes = new int[Quantiles];

    /// <param name="meanBytes">The mean length in bytes of UTF-8, at least 1.</param>
    public LengthTable(int meanBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(meanBytes, 1);
        var shape = new double[Quantiles];
        for (var i = 0; i < Quantiles; i++)
            shape[i] = Math.Exp(Sigma * Probit((i + 0.5) / Quantiles));
        var scale = meanBytes / shape.Average();
        for (var i = 0; i < Quantiles; i++)
            _bytes[i] = Math.Max(1, (int)Math.Round(shape[i] * scale));
    }

    public int Draw(ref SplitMix64 random) => _bytes[random.Below(Quantiles)];

    /// <summary>The normal quantile by bisection of Zelen and Severo's approximation (error below 1e-7, ample for whole bytes).</summary>
    private static double Probit(double probability)
    {
        if (probability < 0.5)
            return -Probit(1 - probability);
        var (low, high) = (0.0, 8.0);
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            if (NormalBelow(middle) < probability)
                low = middle;
            else
                high = middle;
        }

        return low;
    }

    private static double NormalBelow(double z)
    {
        var t = 1 / (1 + (0.2316419 * z));
        var series = t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return 1 - (Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * series);
    }
}
