using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Planning.Conflicts;

/// <summary>
/// A problem as named limits over what exists. That a stratum holds so much is a fact; all else is a limit that a user can change: the rows of a rule,
/// the cap that a factor or a rule sets, a floor, the budget.
/// </summary>
internal sealed class LimitSystem
{
    private const int Fact = -1;

    private readonly List<NamedLimit> _limits = [];
    private readonly List<SystemRow> _rows = [];
    private readonly List<int> _limitOfRow = [];
    private readonly List<int> _constraintOfRow = [];
    private readonly List<StratumLimit>[] _caps;
    private readonly List<StratumLimit>[] _floors;

    /// <summary>The system of a problem whose budget is an amount.</summary>
    public LimitSystem(PlanProblem problem)
    {
        Problem = problem;
        var strata = problem.Strata.Count;
        (_caps, _floors) = (new List<StratumLimit>[strata], new List<StratumLimit>[strata]);
        for (var s = 0; s < strata; s++) (_caps[s], _floors[s]) = ([], []);
        foreach (var limit in Enumerable.Range(0, problem.Constraints.Count).GroupBy(c => (problem.Constraints[c].Name, problem.Constraints[c].Place)))
        {
            var first = _rows.Count;
            foreach (var constraint in limit)
            {
                AddRow(SystemRow.Of(problem.Constraints[constraint], strata));
                _constraintOfRow.Add(constraint);
            }

            var code = problem.Constraints[limit.First()].Code;
            _limits.Add(new NamedLimit(_limits.Count, LimitKind.Rows, limit.Key.Name, code, limit.Key.Place, [.. Enumerable.Range(first, _rows.Count - first)]));
        }

        Budget = _limits.Count;
        AddRow(SystemRow.Of(
            strata, [.. Enumerable.Repeat(Fraction.One, strata)], null, new Fraction(problem.Budget.Min!.Value, 1), new Fraction(problem.Budget.Max!.Value, 1)));
        _limits.Add(new NamedLimit(Budget, LimitKind.Budget, "mix.budget", Codes.NoMix, problem.Budget.Place, [_rows.Count - 1]));
        foreach (var floor in (problem.AskedFloors ?? problem.Floors ?? []).OfType<StratumFloor>())
        {
            var amount = PlanProblem.Amount((floor.MinFactor * new Fraction(problem.Strata[floor.Stratum].Available, 1)).Ceiling());
            _floors[floor.Stratum].Add(new StratumLimit(Named(LimitKind.Floor, floor.Name, floor.Code, floor.Place), amount));
        }

        foreach (var cap in problem.AskedBounds ?? problem.CapBounds)
        {
            var amount = PlanProblem.Amount((cap.MaxFactor * new Fraction(problem.Strata[cap.Stratum].Available, 1)).Floor());
            // A factor of 0 is no limit that anybody wrote: the same texts are taken through another source.
            var isFact = cap.Code == Codes.RepetitionFactor && cap.MaxFactor <= Fraction.Zero;
            _caps[cap.Stratum].Add(new StratumLimit(isFact ? Fact : Named(LimitKind.Cap, cap.Name, cap.Code, cap.Place), amount));
        }
    }

    /// <summary>The problem.</summary>
    public PlanProblem Problem { get; }

    /// <summary>The strata.</summary>
    public IReadOnlyList<Stratum> Strata => Problem.Strata;

    /// <summary>Every limit, by its number: those of rows in their order, the budget, floors, caps.</summary>
    public IReadOnlyList<NamedLimit> Limits => _limits;

    /// <summary>Every row, by its number.</summary>
    public IReadOnlyList<SystemRow> Rows => _rows;

    /// <summary>Number of the budget.</summary>
    public int Budget { get; }

    /// <summary>Number of the limit that states a row.</summary>
    public int LimitOfRow(int row) => _limitOfRow[row];

    /// <summary>The constraint, by its place in the problem, that a rule's row was made of.</summary>
    public int ConstraintOfRow(int row) => _constraintOfRow[row];

    /// <summary>The row of the total, with or without its sides.</summary>
    public SystemRow Total => _rows[_limits[Budget].Rows[0]];

    /// <summary>The limits of a kind.</summary>
    public LimitSet OfKind(LimitKind kind) => _limits.Where(l => l.Kind == kind).Aggregate(LimitSet.None, (set, l) => set.With(l.Number));

    /// <summary>Between which amounts the strata lie under some of the limits. The strictest is named; of equals, the first.</summary>
    /// <param name="active">The limits.</param>
    /// <param name="raised">A cap that is set to another factor; less than 0 for none.</param>
    /// <param name="factor">The factor.</param>
    public StratumBox[] Boxes(LimitSet active, int raised = int.MinValue, Fraction factor = default)
    {
        var isActive = new bool[_limits.Count];
        foreach (var limit in active.Members()) isActive[limit] = true;
        var boxes = new StratumBox[_caps.Length];
        for (var s = 0; s < boxes.Length; s++)
        {
            var (least, most, floor, cap) = (0L, Strata[s].Available == 0 ? 0 : PlanProblem.Ceiling, -1, -1);
            foreach (var limit in _floors[s])
            {
                if (isActive[limit.Limit] && limit.Amount > least) (least, floor) = (limit.Amount, limit.Limit);
            }

            foreach (var limit in _caps[s])
            {
                if (limit.Limit != Fact && !isActive[limit.Limit]) continue;
                var amount = limit.Limit == raised ? PlanProblem.Amount((factor * new Fraction(Strata[s].Available, 1)).Floor()) : limit.Amount;
                if (amount < most) (most, cap) = (amount, limit.Limit);
            }

            boxes[s] = new StratumBox(least, most, floor, cap);
        }

        return boxes;
    }

    private void AddRow(SystemRow row)
    {
        _rows.Add(row);
        _limitOfRow.Add(_limits.Count);
    }

    private int Named(LimitKind kind, string name, string code, Place place)
    {
        var number = _limits.FindIndex(l => l.Kind == kind && l.Name == name && l.Place == place);
        if (number >= 0) return number;
        _limits.Add(new NamedLimit(_limits.Count, kind, name, code, place, []));
        return _limits.Count - 1;
    }
}
