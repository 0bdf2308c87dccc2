using System.Numerics;
using MixPolicy.Policies;

namespace MixPolicy.Planning.Conflicts;

/// <summary>A linear program over columns that lie in boxes: <c>Least &lt;= Rows × x &lt;= Most</c>, <c>Low &lt;= x &lt;= High</c>. All exact.</summary>
/// <param name="Rows">Coefficients, by row and column.</param>
/// <param name="Least">Lower side of each row; null for none.</param>
/// <param name="Most">Upper side of each row; null for none.</param>
/// <param name="Low">Lower bound of each column.</param>
/// <param name="High">Upper bound of each column, at least the lower one.</param>
internal sealed record BoxProgram(BigInteger[][] Rows, Fraction?[] Least, Fraction?[] Most, Fraction[] Low, Fraction[] High)
{
    /// <summary>How many columns.</summary>
    public int Columns => Low.Length;
}

/// <summary>Where the search for a point of a program stands: as many basic columns as tight rows, all other columns at a bound.</summary>
/// <param name="Basic">The columns that the tight rows determine.</param>
/// <param name="Tight">The rows that are held at a bound.</param>
/// <param name="AtHigh">By column: a column that is not basic lies at its upper bound.</param>
/// <param name="AtMost">By row: a tight row lies at its upper side.</param>
internal sealed record BoxBasis(int[] Basic, int[] Tight, bool[] AtHigh, bool[] AtMost);

/// <summary>What is known of a program.</summary>
/// <param name="Point">A point that meets every row; of those, one where the objective is least. Null when there is none.</param>
/// <param name="Multipliers">
/// Where there is no point, the proof (Farkas): each row times its multiplier, added up, is within the rows' sides (the upper one where the multiplier is
/// above 0, else the lower one) at most so much, but within the columns' boxes more.
/// </param>
/// <param name="Combined">The rows so added up, by column.</param>
internal sealed record BoxAnswer(Fraction[]? Point, BigInteger[] Multipliers, BigInteger[] Combined);
