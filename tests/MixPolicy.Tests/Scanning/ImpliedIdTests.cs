using System.Text;
using MixPolicy.Hashing;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Scanning;

public sealed class ImpliedIdTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(int.MaxValue)]
    public void Write_Occurrence_IsDigestAndNumber(int occurrence)
    {
        var digest = new Digest256([0xab, .. new byte[30], 0x0f]);
        var id = ImpliedId.Write(digest, occurrence, new byte[ImpliedId.MaxBytes]);
        Assert.Equal($"ab{new string('0', 60)}0f#{occurrence}", Encoding.ASCII.GetString(id));
    }
}
