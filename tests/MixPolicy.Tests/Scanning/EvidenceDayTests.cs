using MixPolicy.Scanning;

namespace MixPolicy.Tests.Scanning;

public sealed class EvidenceDayTests
{
    private const long Day = 86_400_000_000;
    private static readonly long LastDay = (new DateOnly(2022, 11, 30).DayNumber - new DateOnly(1970, 1, 1).DayNumber) * Day;

    [Theory]
    [InlineData(nameof(Origin.Human), 0L, false)]
    [InlineData(nameof(Origin.Human), Day - 1, false)]
    [InlineData(nameof(Origin.Human), Day, true)]
    [InlineData(nameof(Origin.HumanEdited), Day, true)]
    [InlineData(nameof(Origin.Human), null, true)]
    [InlineData(nameof(Origin.Synthetic), Day, false)]
    [InlineData(nameof(Origin.Unknown), null, false)]
    [InlineData(nameof(Origin.Human), -1_000_000 * Day, false)]
    public void Asks_OfHumanRecords_AfterTheDayOrWithoutOne(string origin, long? after, bool expected) =>
        Assert.Equal(expected, new EvidenceDay(new DateOnly(2022, 11, 30)).Asks(Enum.Parse<Origin>(origin), LastDay + after));
}
