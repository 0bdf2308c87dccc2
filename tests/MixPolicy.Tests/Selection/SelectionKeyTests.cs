using System.Text;
using CsCheck;
using MixPolicy.Selection;

namespace MixPolicy.Tests.Selection;

public sealed class SelectionKeyTests
{
    [Fact]
    public void Of_SourceAndId_IsXxHash3OfBothWithAZeroBetween() => Gen.Select(Gen.String[0, 300], Gen.String[0, 600], Gen.Long).Sample((source, id, seed) =>
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(source), 0, .. Encoding.UTF8.GetBytes(id)];
        return new SelectionKey(source, seed).Of(Encoding.UTF8.GetBytes(id)) == System.IO.Hashing.XxHash3.HashToUInt64(bytes, seed);
    });
}
