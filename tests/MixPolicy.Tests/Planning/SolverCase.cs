using MixPolicy.Planning;

namespace MixPolicy.Tests.Planning;

/// <summary>A problem for the solver, and what is known of it.</summary>
/// <param name="Strata">The strata.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Inside">Amounts that meet every row and cap.</param>
internal sealed record SolverCase(PlanStrata Strata, PlanRow[] Rows, double[] Inside)
{
    /// <summary>
    /// A problem shaped like a policy: shares of groups (fresh inside human, kinds inside synthetic, single sources), a count of records, a budget.
    /// The limits are those that a random mix keeps, by a margin.
    /// </summary>
    /// <param name="seed">Draws it.</param>
    /// <param name="margin">How far inside the limits the random mix is, as a share; 0 for a mix that lies on every limit.</param>
    /// <param name="maxStrata">Most strata.</param>
    public static SolverCase Draw(int seed, double margin, int maxStrata = 40)
    {
        var random = new Random(seed);
        // Without a margin two or three strata mostly leave a single point, which no policy of people's does.
        var n = random.Next(margin == 0 ? 4 : 2, maxStrata + 1);
        var (inside, once, floors, caps, targets) = (new double[n], new double[n], new double[n], new double[n], new double[n]);
        var group = Enumerable.Range(0, n).Select(_ => random.Next(4)).ToArray(); // fresh, old, rephrased, generated
        var source = Enumerable.Range(0, n).Select(_ => random.Next(4)).ToArray();
        for (var s = 0; s < n; s++) inside[s] = 0.001 + Math.Pow(random.NextDouble(), 3);
        var sum = inside.Sum();
        for (var s = 0; s < n; s++)
        {
            inside[s] /= sum;
            caps[s] = random.Next(4) == 0 ? inside[s] : inside[s] * (1 + (3 * random.NextDouble()));
            once[s] = caps[s] / (random.Next(3) == 0 ? 2 : 1);
            floors[s] = random.Next(5) == 0 ? inside[s] * random.NextDouble() : 0;
            targets[s] = random.Next(6) == 0 ? 0 : caps[s];
        }

        var all = targets.Sum();
        for (var s = 0; s < n && all > 0; s++) targets[s] = Math.Min(targets[s] / all, caps[s]);
        var exact = random.Next(2) == 0;
        var rows = new List<PlanRow>
        {
            Share(s => group[s] == 0, atLeast: true), Share(s => group[s] <= 1, atLeast: true), Share(s => group[s] > 1, atLeast: false),
            Share(s => group[s] == 3, atLeast: false),
        };
        for (var i = 0; i < 4; i++)
        {
            var number = i;
            rows.Add(Share(s => source[s] == number, atLeast: false));
        }

        rows.Add(Count());
        rows.Add(new PlanRow([.. inside.Select(_ => 1.0)], exact ? 1 : 1 - (random.NextDouble() / 4), 1, Gives: false));
        var weights = targets.Select((t, s) => Math.Max(t, 1e-3 * Math.Min(caps[s], 1))).ToArray();
        return new SolverCase(new PlanStrata(targets, weights, floors, caps, once), [.. rows], inside);

        PlanRow Share(Func<int, bool> member, bool atLeast)
        {
            var share = Enumerable.Range(0, n).Where(member).Sum(s => inside[s]);
            var limit = atLeast ? share * (1 - margin) : Math.Min(1, share * (1 + margin));
            var shift = exact ? limit : 0;
            var coefficients = Enumerable.Range(0, n).Select(s => (member(s) ? 1.0 : 0) - limit + shift).ToArray();
            return atLeast
                ? new PlanRow(coefficients, shift, double.PositiveInfinity, Gives: true)
                : new PlanRow(coefficients, double.NegativeInfinity, shift, Gives: true);
        }

        PlanRow Count()
        {
            var coefficients = Enumerable.Range(0, n).Select(s => group[s] <= 1 ? (1 + random.NextDouble()) / 2 : 0).ToArray();
            var reached = coefficients.Select((c, s) => c * Math.Min(inside[s], once[s])).Sum();
            var scale = reached > 0 ? 1 / reached : 1;
            return new PlanRow(
                [.. coefficients.Select(c => c * scale)], reached > 0 ? 1 - margin : 0, double.PositiveInfinity, Gives: true, CountsOnce: true);
        }
    }

    /// <summary>How far amounts are out of the rows and the caps.</summary>
    public double Breach(double[] amounts)
    {
        var worst = amounts.Select((x, s) => Math.Max(Strata.Floors[s] - x, x - Strata.Caps[s])).Max();
        foreach (var row in Rows)
        {
            var value = amounts.Select((x, s) => row.Coefficients[s] * Strata.Counted(row, s, x)).Sum();
            worst = Math.Max(worst, Math.Max(row.Least - value, value - row.Most));
        }

        return worst;
    }

    /// <summary>How far amounts are from the targets.</summary>
    public double Distance(double[] amounts) =>
        amounts.Select((x, s) => x == Strata.Targets[s] ? 0 : (x - Strata.Targets[s]) * (x - Strata.Targets[s]) / Strata.Weights[s]).Sum();

    /// <summary>The same problem with strata and rows in another order.</summary>
    public SolverCase Permuted(int[] strata, int[] rows)
    {
        return new SolverCase(
            new PlanStrata(Order(Strata.Targets), Order(Strata.Weights), Order(Strata.Floors), Order(Strata.Caps), Order(Strata.Once)),
            [.. rows.Select(r => Rows[r] with { Coefficients = Order(Rows[r].Coefficients) })],
            Order(Inside));

        double[] Order(double[] values) => [.. strata.Select(s => values[s])];
    }
}
