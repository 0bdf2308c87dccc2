using CsCheck;
using MixPolicy.Manifests;

namespace MixPolicy.Tests.Manifests;

public sealed class KeyTableTests
{
    [Fact]
    public void TryFind_AnyKeys_AsADictionaryFindsThem() => Gen.Select(Gen.Long[-2, 9], Gen.Long[0, 9], Gen.Long[0, 9]).Array[0, 1500].Sample(
        keys =>
        {
            var (table, expected) = (new KeyTable(3), new Dictionary<(long, long, long), int>());
            foreach (var key in keys)
            {
                long[] parts = [key.Item1, key.Item2, key.Item3];
                var known = table.TryFind(parts, out var value);
                Assert.Equal(expected.TryGetValue(key, out var there), known);
                Assert.Equal(there, value);
                if (known) continue;
                table.Add(parts, expected.Count);
                expected.Add(key, expected.Count);
            }
        },
        iter: 50);
}
