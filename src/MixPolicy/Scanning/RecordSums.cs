namespace MixPolicy.Scanning;

/// <summary>Sums over records, each once.</summary>
/// <param name="Records">How many.</param>
/// <param name="Amount">Their amounts in the policy's unit.</param>
/// <param name="Squares">The squares of those: how unevenly the amount lies on the records.</param>
internal readonly record struct RecordSums(long Records, Int128 Amount, Int128 Squares)
{
    /// <summary>One record.</summary>
    public static RecordSums Of(long amount) => new(1, amount, (Int128)amount * amount);

    /// <summary>Both together.</summary>
    public static RecordSums operator +(RecordSums a, RecordSums b) => new(a.Records + b.Records, a.Amount + b.Amount, a.Squares + b.Squares);
}
