using System.Text;
using MixPolicy.Signing;

namespace MixPolicy.Tests.Signing;

public sealed class CheckpointTests
{
    private const string Root = "4f047d1901141b9c7a7e145e27856abbd754bb7a0666fecf5bfaeae0d69619be";

    private static readonly Checkpoint Unsigned = new("mixpolicy/quickstart", 11818, Root, null);

    [Fact]
    public void Write_Unsigned_IsTheBodyAndAnEmptyLine() =>
        Assert.Equal("mixpolicy/quickstart\n11818\nTwR9GQEUG5x6fhReJ4Vqu9dUu3oGZv7PW/rq4NaWGb4=\n\n", Encoding.UTF8.GetString(Unsigned.Write()));

    [Fact]
    public void Read_WhatWasWritten_IsIt()
    {
        using var signer = TestKeys.New();
        var signed = Unsigned.Sign(signer.Checked());
        var read = Checkpoint.Read(signed.Write(), out var fault)!;

        Assert.Null(fault);
        Assert.Equal(signed.Write(), read.Write());
        Assert.Null(read.SignatureFault(signer.PublicKeyPem));
        Assert.Equal(Unsigned, Checkpoint.Read(Unsigned.Write(), out _));
        Assert.Equal("is not signed", Unsigned.SignatureFault(signer.PublicKeyPem));
        Assert.Equal("is signed with another key", read.SignatureFault(KeyPair.Generate().PublicPem));
    }

    [Fact]
    public void Read_AnyBitFlipped_IsRefusedOrHasAFault()
    {
        using var signer = TestKeys.New();
        var bytes = Unsigned.Sign(signer.Checked()).Write();
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            var read = Checkpoint.Read(bytes, out _);
            Assert.True(read is null || read.SignatureFault(signer.PublicKeyPem) is not null, $"bit {bit}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n1\nTwR9GQEUG5x6fhReJ4Vqu9dUu3oGZv7PW/rq4NaWGb4=\n\n")]
    [InlineData("o\n01\nTwR9GQEUG5x6fhReJ4Vqu9dUu3oGZv7PW/rq4NaWGb4=\n\n")]
    [InlineData("o\n-1\nTwR9GQEUG5x6fhReJ4Vqu9dUu3oGZv7PW/rq4NaWGb4=\n\n")]
    [InlineData("o\n9999999999999999999\nTwR9GQEUG5x6fhReJ4Vqu9dUu3oGZv7PW/rq4NaWGb4=\n\n")]
    [InlineData("o\n1\nTwR9GQEUG5x6fhReJ4Vqu9dUu3oGZv7PW/rq4NaWGb5=\n\n")]
    [InlineData("o\n1\nTwR9\n\n")]
    [InlineData("o\n1\nTwR9GQEUG5x6fhReJ4Vqu9dUu3oGZv7PW/rq4NaWGb4=\n")]
    [InlineData("o\n1\nTwR9GQEUG5x6fhReJ4Vqu9dUu3oGZv7PW/rq4NaWGb4=\nextension\n\n")]
    [InlineData("o\n1\nTwR9GQEUG5x6fhReJ4Vqu9dUu3oGZv7PW/rq4NaWGb4=\n\n— o AAAA\n")]
    [InlineData("o\n1\nTwR9GQEUG5x6fhReJ4Vqu9dUu3oGZv7PW/rq4NaWGb4=\n\n— p AAAAAAAAAAA=\n")]
    [InlineData("o\n1\nTwR9GQEUG5x6fhReJ4Vqu9dUu3oGZv7PW/rq4NaWGb4=\n\n— o AAAAAAAAAAA=\n— o AAAAAAAAAAA=\n")]
    public void Read_AnotherForm_IsRefused(string text)
    {
        Assert.Null(Checkpoint.Read(Encoding.UTF8.GetBytes(text), out var fault));
        Assert.NotNull(fault);
    }

    /// <summary>An older checkpoint, rightly signed, of a ledger that has grown since: its signature holds, so its figures must be compared with the report's.</summary>
    [Fact]
    public void SignatureFault_OlderCheckpoint_HoldsAndHasItsOwnFigures()
    {
        using var signer = TestKeys.New();
        var older = Checkpoint.Read((Unsigned with { Records = 11000 }).Sign(signer.Checked()).Write(), out _)!;

        Assert.Null(older.SignatureFault(signer.PublicKeyPem));
        Assert.NotEqual(Unsigned.Body, older.Body);
    }
}
