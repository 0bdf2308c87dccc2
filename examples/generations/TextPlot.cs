using System.Globalization;
using System.Text;

namespace MixPolicy.Examples.Generations;

/// <summary>Two small plots of letters, side by side.</summary>
internal static class TextPlot
{
    private const int Rows = 10;
    private const int Cell = 5;

    /// <summary>Draws: rare words that are there on the left, their share of the mix on the right, generation by generation.</summary>
    public static string Draw(Outcome outcome)
    {
        var text = new StringBuilder();
        var generations = outcome.Arms[0].Steps.Count;
        text.Append("rare words that are still there".PadRight((generations * Cell) + 12)).Append("their share of the mix\n");
        for (var row = Rows; row >= 0; row--)
        {
            var level = string.Create(CultureInfo.InvariantCulture, $"{row / (double)Rows:0.0} |");
            text.Append((level + Line(outcome, row, s => s.Types) + "      " + level + Line(outcome, row, s => s.Mass)).TrimEnd()).Append('\n');
        }

        var axis = "    +" + new string('-', generations * Cell);
        var names = "     " + string.Concat(Enumerable.Range(0, generations).Select(g => g.ToString(CultureInfo.InvariantCulture).PadRight(Cell)));
        text.Append(axis).Append("      ").Append(axis).Append('\n').Append((names + "      " + names).TrimEnd()).Append(" generation\n");
        foreach (var arm in outcome.Arms) text.Append(CultureInfo.InvariantCulture, $"     {arm.Arm.Letter}  {arm.Arm.Title}\n");
        return text.ToString();
    }

    private static string Line(Outcome outcome, int row, Func<Step, double> value) => string.Concat(Enumerable.Range(0, outcome.Arms[0].Steps.Count).Select(
        g => string.Concat(outcome.Arms.Where(a => (int)Math.Round(value(a.Steps[g]) * Rows) == row).Select(a => a.Arm.Letter)).PadRight(Cell)));
}
