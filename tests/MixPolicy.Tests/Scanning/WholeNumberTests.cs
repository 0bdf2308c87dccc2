using System.Text;
using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Tests.Scanning;

public sealed class WholeNumberTests
{
    [Theory]
    [InlineData("10", 10)]
    [InlineData("10.0", 10)]
    [InlineData("10.000", 10)]
    [InlineData("1e3", 1000)]
    [InlineData("-4", -4)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void TryRead_WholeScalar_IsTheNumber(string text, long expected)
    {
        var column = new ValueColumn();
        column.Add(ValueKind.Scalar, Encoding.UTF8.GetBytes(text));

        Assert.True(WholeNumber.TryRead(column, 0, out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("10.5")]
    [InlineData("true")]
    [InlineData("NaN")]
    [InlineData("")]
    [InlineData("9223372036854775808")]
    [InlineData("1e300")]
    public void TryRead_AnythingElse_IsRefused(string text)
    {
        var column = new ValueColumn();
        column.Add(ValueKind.Scalar, Encoding.UTF8.GetBytes(text));

        Assert.False(WholeNumber.TryRead(column, 0, out _));
    }

    [Fact]
    public void TryRead_NumberInQuotes_IsRefused()
    {
        var column = new ValueColumn();
        column.Add(ValueKind.Text, "10"u8);

        Assert.False(WholeNumber.TryRead(column, 0, out _));
    }
}
