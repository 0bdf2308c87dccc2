using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>Reads <c>mix.budget</c>: an amount, a range or <c>all</c>.</summary>
internal static class BudgetReader
{
    private const string Key = "budget";
    private const string Expected = "an amount such as 2M, a range { min: 1M, max: 2M }, or all";

    /// <summary>The budget; null when it cannot stand, which is then reported.</summary>
    public static Budget? Read(MapReader mix)
    {
        if (!mix.Has(Key))
        {
            mix.Report(Codes.MissingKey, mix.Place, $"'{mix.Name(Key)}' is missing: {Expected}.");
            return null;
        }

        switch (mix.Node(Key))
        {
            case null:
                return null;
            case YamlMapping:
                return Range(mix.Map(Key)!);
            case YamlScalar { Text: "all" } all:
                return new Budget(null, null, all.Place);
            case YamlScalar { IsNull: false } scalar when scalar.Text.Equals("all", StringComparison.OrdinalIgnoreCase):
                mix.Report(Codes.UnknownWord, scalar.Place, $"'{mix.Name(Key)}' is {Shown.Quote(scalar.Text)}. Did you mean 'all'?");
                return null;
            case YamlScalar { IsNull: false }:
                return mix.Quantity(Key, Expected) is { } amount ? new Budget(amount.Value, amount.Value, amount.Place) : null;
            case var other:
                mix.Report(
                    Codes.WrongType,
                    other is YamlSequence ? other.Place : mix.KeyPlace(Key),
                    $"'{mix.Name(Key)}' must be {Expected}; found {Shown.Describe(other)}.");
                return null;
        }
    }

    private static Budget? Range(MapReader range)
    {
        var min = range.Quantity("min");
        var max = range.Quantity("max");
        foreach (var bound in (string[])["min", "max"])
        {
            if (!range.Has(bound)) range.Report(Codes.MissingKey, range.Place, $"'{range.Name(bound)}' is missing: a range has both, such as {{ min: 1M, max: 2M }}.");
        }

        range.Finish();
        if (min is not { } least || max is not { } most) return null;
        if (least.Value <= most.Value) return new Budget(least.Value, most.Value, range.Place);
        range.Report(Codes.Inconsistent, least.Place, $"'{range.Name("min")}' is {least.Value}, above 'max', {most.Value}. Swap them.");
        return null;
    }
}
