using MixPolicy.Scanning;
using MixPolicy.Tests.Sources;

namespace MixPolicy.Tests.Scanning;

public sealed class RecordFactTests
{
    [Fact]
    public void And_EveryKindOfFact_KeepsEach()
    {
        for (var cap = 0; cap <= RecordFact.MostTextCap; cap++)
        {
            for (var level = 0; level <= 7; level++)
            {
                var fact = RecordFact.OfTextCap(cap).And(RecordFact.OfRareWords(level)).And(RecordFact.InParent);

                Assert.Equal((cap, level, true, false, false), (fact.TextCap, fact.RareWords, fact.IsInParent, fact.IsElsewhere, fact.IsInConflict));
            }
        }

        Assert.Null(RecordFact.Elsewhere.And(RecordFact.Conflict).TextCap);
        Assert.True(RecordFact.Elsewhere.And(RecordFact.Conflict) is { IsElsewhere: true, IsInConflict: true, IsInParent: false });
    }

    [Fact]
    public void Facts_SetFromManyThreads_AreEachOnItsRecord()
    {
        using var folder = new TempFolder();
        using var facts = new RecordFacts(Path.Combine(folder.Path, "facts"), 10_000);
        Assert.False(facts.Any);

        Parallel.For(0, 5_000, i => facts.Add(i * 2, RecordFact.OfTextCap(i % 31)));
        facts.Add(4, RecordFact.InParent);

        var read = new ushort[10_000];
        facts.Read(0, read);
        for (var i = 0; i < read.Length; i++)
        {
            Assert.Equal(i % 2 == 0 ? i / 2 % 31 : null, new RecordFact(read[i]).TextCap);
            Assert.Equal(i == 4, new RecordFact(read[i]).IsInParent);
        }
    }
}
