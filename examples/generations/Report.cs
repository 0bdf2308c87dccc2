using System.Globalization;
using System.Text;

namespace MixPolicy.Examples.Generations;

/// <summary>What came of it, for a terminal.</summary>
internal static class Report
{
    /// <summary>The tables, the refusal and the plot; <c>\n</c> at each line's end.</summary>
    public static string Text(Outcome outcome)
    {
        var text = new StringBuilder(Tables(outcome));
        text.Append("The policy at generation 5, if the model before it had written with top-p 0.9:\n");
        foreach (var finding in outcome.Refusal) text.Append("  refused, ").Append(finding).Append('\n');
        return text.Append('\n').Append(TextPlot.Draw(outcome)).ToString();
    }

    /// <summary>A table an arm.</summary>
    public static string Tables(Outcome outcome)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Rare words are the {outcome.TailWords:N0} words that the seed, {outcome.SeedWords:N0} words of human text, has at most five times.\n");
        text.Append(CultureInfo.InvariantCulture, $"One pass at top-p 0.9 keeps {outcome.Kept:0.000} of their share of the text.\n\n");
        foreach (var arm in outcome.Arms) Put(text, arm);
        return text.ToString();
    }

    private static void Put(StringBuilder text, ArmResult result)
    {
        text.Append(CultureInfo.InvariantCulture, $"{result.Arm.Letter}  {result.Arm.Title}\n");
        text.Append("   gen    words  human  fresh  there (theory)  share (theory)   bits  rules broken\n");
        foreach (var s in result.Steps)
        {
            var types = s.ExpectedTypes is { } expected ? Number(expected) : "";
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"   {s.Generation,3}  {s.Words,7:N0}   {s.Human:0.00}   {s.Fresh:0.00}  {Number(s.Types)}  {types,6}  {Number(s.Mass)}   {Number(s.ExpectedMass)}  {s.TailBits:0.00}  {string.Join(", ", s.Broken)}");
            text.Append(line.TrimEnd()).Append('\n');
        }

        text.Append('\n');
    }

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
