namespace MixPolicy.Examples.Generations;

internal static class SvgPlot
{
    public static string Draw(Outcome outcome) => outcome.Arms.Count > 0 ? "<svg/>" : "";
}
