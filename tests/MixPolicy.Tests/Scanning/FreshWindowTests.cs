using CsCheck;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Scanning;

public sealed class FreshWindowTests
{
    private static readonly FreshWindow Window = new(new DateOnly(2026, 5, 5), new DateOnly(2026, 11, 1));

    [Theory]
    [InlineData("2026-05-04T23:59:59.999999", false)]
    [InlineData("2026-05-05T00:00:00.000000", true)]
    [InlineData("2026-11-01T23:59:59.999999", true)]
    [InlineData("2026-11-02T00:00:00.000000", false)]
    [InlineData("2027-01-01T00:00:00.000000", false)]
    [InlineData("1969-12-31T23:59:59.999999", false)]
    public void Holds_AtItsEnds_IsExactToTheMicrosecond(string instant, bool fresh) =>
        Assert.Equal(fresh, Window.Holds(Origin.Human, Micros(instant)));

    [Theory]
    [InlineData("1969-12-30T23:59:59.999999", false)]
    [InlineData("1969-12-31T00:00:00.000000", true)]
    [InlineData("1969-12-31T23:59:59.999999", true)]
    [InlineData("1970-01-01T00:00:00.000000", true)]
    [InlineData("1970-01-02T00:00:00.000000", false)]
    public void Holds_Around1970_CountsWholeDays(string instant, bool fresh) =>
        Assert.Equal(fresh, new FreshWindow(new DateOnly(1969, 12, 31), new DateOnly(1970, 1, 1)).Holds(Origin.HumanEdited, Micros(instant)));

    [Fact]
    public void Holds_AnyInstant_IsWhatTheCalendarSays() =>
        Gen.Select(Gen.DateTime, Gen.DateTime, Gen.DateTime).Sample((a, b, at) =>
        {
            var (first, last) = (DateOnly.FromDateTime(a < b ? a : b), DateOnly.FromDateTime(a < b ? b : a));
            var micros = (long)Math.Floor((at - DateTime.UnixEpoch).Ticks / 10m);
            var day = DateOnly.FromDateTime(at);
            return new FreshWindow(first, last).Holds(Origin.Human, micros) == (day >= first && day <= last);
        });

    [Fact]
    public void Holds_MissingDateOrNotHuman_IsNeverFresh()
    {
        var inside = Micros("2026-10-01T00:00:00.000000");
        Assert.False(Window.Holds(Origin.Human, null));
        Assert.True(Window.Holds(Origin.HumanEdited, inside));
        foreach (var origin in new[] { Origin.Unknown, Origin.Mixed, Origin.Synthetic, Origin.Algorithmic }) Assert.False(Window.Holds(origin, inside));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void Holds_InstantBeyondTheCalendar_IsNotFresh(long instant) => Assert.False(Window.Holds(Origin.Human, instant));

    private static long Micros(string instant) =>
        (DateTime.Parse(instant + "Z", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal) - DateTime.UnixEpoch).Ticks / 10;
}
