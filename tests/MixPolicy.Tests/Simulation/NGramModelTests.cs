using System.Text;
using CsCheck;
using MixPolicy.Simulation;

namespace MixPolicy.Tests.Simulation;

public class NGramModelTests
{
    private static readonly Gen<string[]> SomeTexts =
        Gen.OneOf("a", "b", "c", "d").List[1, 12].Select(words => string.Join(' ', words)).Array[1, 12];

    [Fact]
    public void Train_Texts_CountsWhatFollowsTwoWords()
    {
        var model = Train("a b c", "a b c", "a b d", "b a");
        var (a, b, c, d) = (model.Number("a"), model.Number("b"), model.Number("c"), model.Number("d"));
        var after = model.After(2);
        var at = after.Find(NGramModel.Context(2, b, a));
        Assert.Equal([c, d], after.WordsOf(at).ToArray());
        Assert.Equal([2UL, 1UL], after.WeightsOf(at));
        Assert.Equal(3UL, after.Total(at));
    }

    [Fact]
    public void Train_Texts_CountsStartsAndEnds()
    {
        var model = Train("a b", "a", "b");
        var starts = model.After(2).Find(NGramModel.Context(2, NGramModel.Start, NGramModel.Start));
        Assert.Equal([2UL, 1UL], model.After(2).WeightsOf(starts));
        var afterA = model.After(1).Find(NGramModel.Context(1, model.Number("a"), 0));
        Assert.Equal([NGramModel.End, model.Number("b")], model.After(1).WordsOf(afterA).ToArray());
    }

    [Fact]
    public void Train_NoWords_IsRefused()
    {
        var refused = Assert.Throws<ArgumentException>(() => Train("", " \n"));
        Assert.Contains("nothing to learn", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Train_OrderOutOfRange_IsRefused(int order) => Assert.Throws<ArgumentOutOfRangeException>(() => NGramModel.Train([new byte[] { 97 }], order));

    [Fact]
    public void Train_InvalidUtf8_BecomesReplacementCharacters()
    {
        var model = NGramModel.Train([new byte[] { (byte)'a', 0xFF, (byte)' ', (byte)'b' }]);
        Assert.NotEqual(-1, model.Number("a\uFFFD"));
        Assert.Equal(-1, model.Number("a"));
    }

    [Fact]
    public void Number_Words_AreInOrdinalOrder()
    {
        var model = Train("Zebra zebra é a ß Ä 1");
        var byNumber = Enumerable.Range(2, model.Vocabulary).Select(model.Word).ToArray();
        Assert.Equal(byNumber.Order(StringComparer.Ordinal), byNumber);
    }

    [Fact]
    public void Train_AnyTexts_EachOrderCountsEveryWordAndEndOnce() =>
        SomeTexts.Sample(texts =>
        {
            var model = Train(texts);
            var expected = (ulong)texts.Sum(text => text.Split(' ').Length + 1);
            for (var length = 0; length < model.Order; length++)
            {
                var after = model.After(length);
                var total = Enumerable.Range(0, after.Contexts.Length).Aggregate(0UL, (sum, context) => sum + after.Total(context));
                Assert.Equal(expected, total);
            }
        });

    [Fact]
    public void Train_TextsInAnotherOrder_GivesTheSameModel() =>
        SomeTexts.Sample(texts =>
        {
            var (one, other) = (Train(texts), Train([.. texts.Reverse()]));
            for (var length = 0; length < one.Order; length++)
            {
                Assert.Equal(one.After(length).Contexts, other.After(length).Contexts);
                Assert.Equal(one.After(length).Words, other.After(length).Words);
                Assert.Equal(one.After(length).Cumulative, other.After(length).Cumulative);
            }
        });

    private static NGramModel Train(params string[] texts) => NGramModel.Train(texts.Select(t => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(t)));
}
