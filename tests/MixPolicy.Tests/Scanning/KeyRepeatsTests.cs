using CsCheck;
using MixPolicy.Scanning;
using MixPolicy.Tests.Sources;

namespace MixPolicy.Tests.Scanning;

public sealed class KeyRepeatsTests
{
    /// <summary>Few distinct keys, the zero among them, so that some stand once and some often; partition after partition with one instance.</summary>
    [Fact]
    public void Find_AnyKeys_AreThoseThatStandTwiceSortedByKeyAndPlace() => Gen.OneOf(Gen.ULong[0, 40], Gen.ULong, Gen.Const(ulong.MaxValue)).Array[0, 400].Sample(
        keys =>
        {
            using var folder = new TempFolder();
            using var partitions = new RadixPartitions<KeyedRecord>(folder["k"]);
            var writer = partitions.Open();
            for (var i = 0; i < keys.Length; i++) writer.Add(keys[i], new KeyedRecord(keys[i], i));
            var repeats = new KeyRepeats();
            var found = new List<KeyedRecord>();
            for (var p = 0; p < RadixPartitions<KeyedRecord>.Count; p++) found.AddRange(repeats.Find(partitions, p));
            var expected = keys.Select((key, i) => new KeyedRecord(key, i)).GroupBy(r => r.Key).Where(g => g.Count() > 1).SelectMany(g => g)
                .OrderBy(r => r.Key).ThenBy(r => r.Number);
            Assert.Equal(expected, found);
        },
        iter: 300);
}
