using System.Numerics;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>A limit that a policy states, and how DuckDB counts what it limits.</summary>
/// <param name="Code">The finding.</param>
/// <param name="Subject">Whom it is about; <c>*</c> for each generator in the mix.</param>
/// <param name="AtLeast">Which way it binds.</param>
/// <param name="Fail">Failing limit, in percent for a share; null for none.</param>
/// <param name="Warn">Warning limit, in percent for a share; null for none.</param>
/// <param name="Soft">Whether failing is only a warning.</param>
/// <param name="Count">The numerator: an SQL aggregate over <c>mix</c>.</param>
/// <param name="IsShare">Whether it is a share, of the mix unless <paramref name="Whole"/> says otherwise.</param>
/// <param name="Whole">What it is a share of: an SQL aggregate over <c>mix</c>.</param>
internal sealed record ExpectedLimit(
    string Code, string? Subject, bool AtLeast, long? Fail, long? Warn, bool Soft, string Count, bool IsShare, string Whole = "sum(amount * repetitions)")
{
    /// <summary>A limit on a share of the mix.</summary>
    public static ExpectedLimit Share(string code, string? subject, bool atLeast, int? fail, int? warn, bool soft, string member) =>
        new(code, subject, atLeast, fail, warn, soft, $"coalesce(sum(amount * repetitions) FILTER ({member}), 0)", IsShare: true);

    /// <summary>A limit on a number of distinct records.</summary>
    public static ExpectedLimit Records(string code, string? subject, bool atLeast, long fail, bool soft, string member) =>
        new(code, subject, atLeast, fail, null, soft, $"count(*) FILTER ({member})", IsShare: false);

    /// <summary>The verdict on a measure.</summary>
    public string Verdict(BigInteger numerator, BigInteger denominator)
    {
        var failed = Breaks(Fail, numerator, denominator);
        return failed && !Soft ? "violated" : failed || Breaks(Warn, numerator, denominator) ? "warned" : "satisfied";
    }

    private bool Breaks(long? limit, BigInteger numerator, BigInteger denominator)
    {
        if (limit is not { } bound) return false;
        var (left, right) = (numerator * (IsShare ? 100 : 1), bound * denominator);
        return AtLeast ? left < right : left > right;
    }
}
