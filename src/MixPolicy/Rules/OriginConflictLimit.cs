using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>
/// That no text of the mix stands as human text in one record and as another in another, be that other in the mix or only in the pool: one of the two
/// is not true, and nobody can tell which from the text. <c>human</c> and <c>human_edited</c> do not contradict each other; a record of unknown
/// origin, which counts as synthetic everywhere, does contradict a human one.
/// </summary>
/// <param name="Texts">The limit on texts.</param>
/// <param name="Use">What becomes of the records.</param>
internal sealed record OriginConflictLimit(CountLimit Texts, ConflictUse Use)
{
    private const string KeyName = "on_conflict";

    /// <summary>What its stratum is called.</summary>
    public static string? Facet(RecordFact fact) => fact.IsInConflict ? "origin-conflict" : null;

    /// <summary>Reads <c>on_conflict: fail | warn | drop</c>; null when absent or wrong (then reported).</summary>
    public static OriginConflictLimit? Read(MapReader rule)
    {
        if (rule.Word(KeyName, ["fail", "warn", "drop"]) is not { } word) return null;
        var soft = ShareLimits.ReadSoft(rule);
        var warns = word.Value == "warn";
        var limit = new CountLimit(
            Codes.OriginConflict, rule.Name(KeyName), word.Place, Sense.AtMost, warns ? null : 0, warns ? 0 : null, soft, "texts");
        return new OriginConflictLimit(
            limit, word.Value == "drop" ? ConflictUse.Drop : warns || soft ? ConflictUse.Count : ConflictUse.LeaveOut);
    }

    /// <summary>Asks that such texts be left out.</summary>
    public void Ask(PlanAsk ask)
    {
        if (Use == ConflictUse.LeaveOut) ask.LeaveOut(Texts, s => s.Fact.IsInConflict);
    }

    /// <summary>Judges the rows, against each other and against the pool.</summary>
    public Verdict Judge(Evidence evidence)
    {
        var (conflicts, pool) = (evidence.Repetitions.Conflicts, evidence.Pool);
        var message = $"{Figures.Count(conflicts.Texts, "text")} of the mix stand as human text in one record and not in another";
        if (conflicts.Example.Length > 0) message += $" (the first in the mix: {conflicts.Example})";
        if (pool.Conflicting.Texts > 0)
        {
            message += $"; in the pool {Figures.Count(pool.Conflicting.Texts, "text")} in {Figures.Count(pool.Conflicting.Records, "record")} (the first: {pool.ConflictExample})";
        }

        return Texts.Judge(
            conflicts.Texts, message,
            ["correct the origin of the records that are wrong", $"take them out: {KeyName}: drop", "with a number as budget the planner leaves them out"]);
    }
}
