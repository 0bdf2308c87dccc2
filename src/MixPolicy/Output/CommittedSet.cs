namespace MixPolicy.Output;

/// <summary>What a commit left in the folder.</summary>
/// <param name="Files">What was put in place, in the order in which it was staged.</param>
/// <param name="Absent">Names that are not there, whether they had to be deleted or not.</param>
internal sealed record CommittedSet(IReadOnlyList<CommitRename> Files, IReadOnlyList<string> Absent);
