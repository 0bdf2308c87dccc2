


using MixPolicy.Tests.Selection;
using Xunit.Abstractions;

namespace MixPolicy.Tests.Planning;

public sealed class MixProofTests(ITestOutputHelper o)
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.0)]
    public void Rate(double margin)
    {
        int mix = 0, proved = 0, costs = 0;
        for (var i = 0; i < 400; i++)
        {
            var c = PolicyCase.Draw(i * 31 + 7, margin, 12, 5);
            if (c is null) continue;
            mix++;
            if (c.Plan.IsProved) proved++;
            costs += c.Plan.Costs.Count;
        }
        o.WriteLine($"{margin}: {mix} mixes, {proved} proved, {costs} costs");
    }
}
