using System.Globalization;
using System.Text;

namespace MixPolicy.Examples.Generations;

/// <summary>The two plots as SVG: what was measured as lines, what theory says as dashes.</summary>
internal static class SvgPlot
{
    private const int Width = 860;
    private const int Height = 400;
    private const int Top = 50;
    private const int Side = 340;
    private const int Depth = 250;

    private static readonly Dictionary<char, string> Colours = new() { ['P'] = "#1b7837", ['A'] = "#2166ac", ['R'] = "#b07a00", ['N'] = "#b2182b" };

    /// <summary>Draws.</summary>
    public static string Draw(Outcome outcome)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"13\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>\n");
        Panel(svg, outcome, 60, "Rare words that are still there", s => s.Types, s => s.ExpectedTypes);
        Panel(svg, outcome, 490, "Their share of the mix, of that in human text", s => s.Mass, s => s.ExpectedMass);
        for (var i = 0; i < outcome.Arms.Count; i++)
        {
            var (arm, x, y) = (outcome.Arms[i].Arm, 60 + (430 * (i % 2)), Top + Depth + 60 + (22 * (i / 2)));
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x}\" y1=\"{y - 4}\" x2=\"{x + 26}\" y2=\"{y - 4}\" stroke=\"{Colours[arm.Letter]}\" stroke-width=\"3\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + 34}\" y=\"{y}\">{arm.Title}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Panel(StringBuilder svg, Outcome outcome, int left, string title, Func<Step, double> value, Func<Step, double?> theory)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{left}\" y=\"{Top - 22}\" font-weight=\"bold\">{title}</text>\n");
        for (var tick = 0; tick <= 5; tick++)
        {
            var y = Y(tick / 5.0);
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{left}\" y1=\"{y}\" x2=\"{left + Side}\" y2=\"{y}\" stroke=\"#dddddd\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{left - 8}\" y=\"{Top + Depth - (tick * Depth / 5) + 4}\" text-anchor=\"end\">{tick / 5.0:0.0}</text>\n");
        }

        var last = outcome.Arms[0].Steps.Count - 1;
        for (var g = 0; g <= last; g++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{left + (g * Side / last)}\" y=\"{Top + Depth + 20}\" text-anchor=\"middle\">{(g == last ? $"generation {g}" : g)}</text>\n");
        }

        // The first arm is drawn last: where lines coincide, the policy's is seen.
        foreach (var arm in outcome.Arms.Reverse())
        {
            if (arm.Steps.All(s => theory(s) is not null)) Line(svg, left, last, Colours[arm.Arm.Letter], " stroke-dasharray=\"3 4\" stroke-width=\"1.5\"", arm.Steps.Select(s => theory(s)!.Value));
            Line(svg, left, last, Colours[arm.Arm.Letter], " stroke-width=\"2.5\"", arm.Steps.Select(value));
        }
    }

    private static void Line(StringBuilder svg, int left, int last, string colour, string style, IEnumerable<double> values)
    {
        var points = values.Select((v, g) => string.Create(CultureInfo.InvariantCulture, $"{left + (g * Side / last)},{Y(v)}"));
        svg.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{colour}\"{style} points=\"{string.Join(' ', points)}\"/>\n");
    }

    private static string Y(double value) => (Top + (Depth * (1 - value))).ToString("0.0", CultureInfo.InvariantCulture);
}
