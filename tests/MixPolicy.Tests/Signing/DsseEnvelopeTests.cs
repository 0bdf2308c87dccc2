using System.Text;
using MixPolicy.Signing;

namespace MixPolicy.Tests.Signing;

public sealed class DsseEnvelopeTests
{
    [Fact]
    public void PreAuthentication_VectorOfTheSpecification_IsItsBytes() => Assert.Equal(
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
        Encoding.UTF8.GetString(DsseEnvelope.PreAuthentication("http://example.com/HelloWorld", "hello world"u8)));

    [Fact]
    public void PreAuthentication_BeyondAscii_CountsBytes() =>
        Assert.Equal("DSSEv1 2 ä 4 ööö"u8[..^2].ToArray(), DsseEnvelope.PreAuthentication("ä", "öö"u8));
}
