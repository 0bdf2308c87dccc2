using CsCheck;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Scanning;

public sealed class RareWordTableTests
{
    [Fact]
    public void Count_OfWhatIsHeld_IsAsGiven_AndElseZero() => Gen.Dictionary(Gen.OneOf(Gen.ULong, Gen.ULong[0, 100]), Gen.Int[1, 1000])[0, 300].Sample(types =>
    {
        var table = new RareWordTable([.. types.Select(t => new WordCount(t.Key, t.Value))]);
        foreach (var (hash, count) in types)
        {
            Assert.Equal(count, table.Count(hash));
            Assert.Equal(types.GetValueOrDefault(hash + 1), table.Count(hash + 1));
        }

        Assert.Equal(types.GetValueOrDefault(0UL), table.Count(0));
    });
}
