using System.Globalization;
using System.Text;

namespace MixPolicy.Examples.Generations;

/// <summary>What came of it, for a terminal.</summary>
internal static class Report
{
    /// <summary>The whole report, <c>\n</c> at each line's end.</summary>
    public static string Text(Outcome outcome)
    {
        var text = new StringBuilder();
        foreach (var arm in outcome.Arms)
        {
            text.Append(CultureInfo.InvariantCulture, $"{arm.Arm.Letter}  {arm.Arm.Title}\n");
            text.Append("   gen    words  human  fresh   types (theory)    mass (theory)   bits  breaks\n");
            foreach (var s in arm.Steps)
            {
                var types = s.ExpectedTypes is { } e ? e.ToString("0.000", CultureInfo.InvariantCulture) : "";
                text.Append(CultureInfo.InvariantCulture, $"   {s.Generation,3}  {s.Words,7}   {s.Human:0.00}   {s.Fresh:0.00}   {s.Types:0.000}  {types,6}    {s.Mass:0.000}  {s.ExpectedMass:0.000}   {s.TailBits:0.00}  {string.Join(", ", s.Broken)}\n");
            }

            text.Append('\n');
        }
        text.Append(CultureInfo.InvariantCulture, $"tail {outcome.TailWords} words, seed {outcome.SeedWords}, kept {outcome.Kept:0.000}\n");
        return text.ToString();
    }
}
