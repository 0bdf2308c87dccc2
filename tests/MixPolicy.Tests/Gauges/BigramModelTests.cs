using CsCheck;
using MixPolicy.Gauges;
using MixPolicy.Numbers;

namespace MixPolicy.Tests.Gauges;

public sealed class BigramModelTests
{
    [Fact]
    public void Cost_AllWordsAfterAny_AreAProbability() => Gen.Int[0, 9].Array[1, 40].Array[1, 5].Sample(texts =>
    {
        var model = new BigramModel(texts.Select(t => new ArraySegment<int>(t)), vocabulary: 10);

        for (var before = -1; before < 10; before++)
        {
            var sum = Enumerable.Range(0, 10).Sum(word => Math.Pow(2, -model.Cost(before, word) / Math.Pow(2, FixedLog2.Scale)));
            Assert.Equal(1, sum, 1e-6);
        }
    });

    [Fact]
    public void Cost_WordSeenAfterAnother_IsLower()
    {
        var model = new BigramModel([new[] { 0, 1, 0, 1, 2 }], vocabulary: 5);

        Assert.True(model.Cost(0, 1) < model.Cost(0, 2));
        Assert.True(model.Cost(0, 2) < model.Cost(0, 4));
        Assert.Equal((2, 0), (model.Count(1), model.Count(4)));
    }
}
