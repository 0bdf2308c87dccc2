using MixPolicy.Planning;
using MixPolicy.Planning.Conflicts;
using MixPolicy.Policies;

namespace MixPolicy.Tests.Planning.Conflicts;

/// <summary>The limits of a problem written out as rows, one by one, for <see cref="PlainSimplex"/>.</summary>
internal static class PlainProblem
{
    /// <summary>Whether some amounts meet the limits named.</summary>
    public static bool IsFeasible(PlanProblem problem, IEnumerable<NamedLimit> limits)
    {
        // Two columns a stratum: up to everyone once, and what comes after.
        var n = problem.Strata.Count;
        var rows = new List<(Fraction[], Fraction)>();
        for (var s = 0; s < n; s++)
        {
            rows.Add((One(s, 1), Whole(problem.Strata[s].Available)));
            if (problem.Strata[s].Available == 0) rows.Add((One(n + s, 1), Fraction.Zero));
        }

        foreach (var limit in limits)
        {
            switch (limit.Kind)
            {
                case LimitKind.Budget:
                    rows.Add((Both(_ => Fraction.One), Whole(problem.Budget.Max!.Value)));
                    rows.Add((Both(_ => -Fraction.One), Whole(-problem.Budget.Min!.Value)));
                    break;
                case LimitKind.Cap:
                    foreach (var cap in problem.AskedBounds!.Where(b => b.Name == limit.Name))
                    {
                        rows.Add((Stratum(cap.Stratum, 1), new Fraction((cap.MaxFactor * Whole(problem.Strata[cap.Stratum].Available)).Floor(), 1)));
                    }

                    break;
                case LimitKind.Floor:
                    foreach (var floor in problem.AskedFloors!.Where(f => f.Name == limit.Name))
                    {
                        rows.Add((Stratum(floor.Stratum, -1), -new Fraction((floor.MinFactor * Whole(problem.Strata[floor.Stratum].Available)).Ceiling(), 1)));
                    }

                    break;
                default:
                    foreach (var constraint in problem.Constraints.Where(c => c.Name == limit.Name)) rows.Add(Row(constraint));
                    break;
            }
        }

        return PlainSimplex.IsFeasible(rows, 2 * n);

        (Fraction[], Fraction) Row(Constraint constraint)
        {
            var sign = constraint.Sense == Sense.AtLeast ? -Fraction.One : Fraction.One;
            var row = Both(s => sign * (constraint.Amounts?[s] ?? Fraction.Zero));
            for (var s = 0; s < n && constraint.Records is not null; s++)
            {
                if (problem.Strata[s].Available > 0) row[s] += sign * constraint.Records[s] * new Fraction(problem.Strata[s].Records, problem.Strata[s].Available);
            }

            return (row, sign * constraint.Bound);
        }

        Fraction[] Both(Func<int, Fraction> value) => [.. Enumerable.Range(0, 2 * n).Select(c => value(c % n))];

        Fraction[] Stratum(int stratum, int sign) => Both(s => s == stratum ? Whole(sign) : Fraction.Zero);

        Fraction[] One(int column, int sign) => [.. Enumerable.Range(0, 2 * n).Select(c => c == column ? Whole(sign) : Fraction.Zero)];
    }

    private static Fraction Whole(long value) => new(value, 1);
}
