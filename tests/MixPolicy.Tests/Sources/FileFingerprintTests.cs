using System.Security.Cryptography;
using MixPolicy.Sources;

namespace MixPolicy.Tests.Sources;

public sealed class FileFingerprintTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1 << 20)]
    [InlineData((3 << 20) + 17)]
    public void Compute_AnySize_IsTheSha256OfTheFile(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        var (digest, length) = FileFingerprint.Compute(_folder.Write("x", bytes), CancellationToken.None);
        Assert.Equal(SHA256.HashData(bytes), digest);
        Assert.Equal(size, length);
    }

    [Fact]
    public void Compute_NoFile_IsTheFilesFault() =>
        Assert.Equal("MIX0202", Assert.Throws<SourceFileException>(() => FileFingerprint.Compute(_folder["none"], CancellationToken.None)).Code);

    [Fact]
    public void Compute_Cancelled_Stops() =>
        Assert.Throws<OperationCanceledException>(() => FileFingerprint.Compute(_folder.Write("x", "x"), new CancellationToken(true)));
}
