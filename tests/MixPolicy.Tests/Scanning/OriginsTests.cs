using System.Text;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Scanning;

public sealed class OriginsTests
{
    [Fact]
    public void TryParse_EveryWord_IsItsOrigin() => Assert.All(Origins.Words, word =>
    {
        Assert.True(Origins.TryParse(Encoding.UTF8.GetBytes(word), out var origin));
        Assert.Equal(word, origin.Name());
        Assert.Equal(word, Encoding.UTF8.GetString(origin.Utf8()));
    });

    [Theory]
    [InlineData("Human")]
    [InlineData("human ")]
    [InlineData("humans")]
    [InlineData("")]
    [InlineData("h\u00fcman")]
    public void TryParse_AnythingElse_IsUnknown(string word)
    {
        Assert.False(Origins.TryParse(Encoding.UTF8.GetBytes(word), out var origin));
        Assert.Equal(Origin.Unknown, origin);
    }

    [Fact]
    public void IsHuman_IsHumanAndHumanEditedOnly() =>
        Assert.Equal([Origin.Human, Origin.HumanEdited], Enum.GetValues<Origin>().Where(o => o.IsHuman()));
}
