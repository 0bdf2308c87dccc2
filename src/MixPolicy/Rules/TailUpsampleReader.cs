using MixPolicy.Diagnostics;
using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>Reads <c>upsample</c>.</summary>
internal static class TailUpsampleReader
{
    /// <summary>What repeats are worth something (Muennighoff et al., arXiv 2305.16264), and UniMax's N.</summary>
    private static readonly Fraction DefaultMost = new(4, 1);

    /// <summary>Flatter shares repeat the smallest groups a hundredfold (UniMax, arXiv 2304.09151): 1/temperature is at least 0.3.</summary>
    private static readonly Fraction HottestTemperature = new(10, 3);

    /// <summary>Reads the block; null when absent or wrong (then reported).</summary>
    public static TailUpsample? Read(MapReader rule)
    {
        if (rule.Map("upsample") is not { } map) return null;
        if (!map.Has("method")) map.Report(Codes.MissingKey, map.Place, $"{map.Path} needs 'method': factor, temperature or unimax");
        var method = map.Word("method", ["factor", "temperature", "unimax"]);
        var factor = map.Factor("factor", Fraction.One);
        var temperature = map.Factor("temperature", Fraction.One);
        var most = map.Factor("max_repetition_factor", Fraction.One);
        map.Finish();
        if (temperature is { } hot && (hot.Value > HottestTemperature || hot.Value.Denominator > 1_000_000))
        {
            map.Report(Codes.OutOfRange, hot.Place, $"'{map.Name("temperature")}' must be from 1 to 3.33, with at most 6 decimals: above that the smallest groups are repeated a hundredfold");
            return null;
        }

        if (method is not { } named || !Needs(map, named.Value, "factor") || !Needs(map, named.Value, "temperature")) return null;
        var how = named.Value switch { "factor" => UpsampleMethod.Factor, "temperature" => UpsampleMethod.Temperature, _ => UpsampleMethod.Unimax };
        return new TailUpsample(map.Path, how, factor?.Value ?? Fraction.One, temperature?.Value ?? Fraction.One, most?.Value ?? DefaultMost, most?.Place ?? map.Place, Soft: false);
    }

    /// <summary>A method's own number must be there, and only with that method.</summary>
    private static bool Needs(MapReader map, string method, string key)
    {
        if (map.Has(key) == (method == key)) return true;
        if (map.Has(key)) map.Report(Codes.Inconsistent, map.KeyPlace(key), $"{map.Name(key)} is for method: {key}; the method here is {method}");
        else map.Report(Codes.MissingKey, map.Place, $"{map.Path} needs '{key}', e.g. {key}: {(key == "factor" ? "3" : "1.43")}");
        return false;
    }
}
