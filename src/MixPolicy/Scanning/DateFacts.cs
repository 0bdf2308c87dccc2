namespace MixPolicy.Scanning;

/// <summary>All that rules ask of the day on which a record was collected: yes or no, so that classes do not multiply by days.</summary>
/// <param name="Fresh">Human and collected within the window; null when no rule sets one.</param>
/// <param name="NeedsEvidence">Human, and collected after the day from which on that must be proved, or nobody knows when; null when no rule sets one.</param>
internal readonly record struct DateFacts(bool? Fresh, bool? NeedsEvidence)
{
    /// <summary>How many <see cref="Code"/>s there are.</summary>
    public const int Codes = 9;

    /// <summary>Both as one number, from 0.</summary>
    public int Code => (3 * CodeOf(Fresh)) + CodeOf(NeedsEvidence);

    private static int CodeOf(bool? flag) => flag is null ? 2 : flag.Value ? 1 : 0;
}
