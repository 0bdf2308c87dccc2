using System.Security.Cryptography;
using System.Text;
using MixPolicy.Lineage;
using MixPolicy.Signing;

namespace MixPolicy.Tests.Signing;

public sealed class BundleVerifierTests : IDisposable
{
    private readonly PemSigner _signer = TestKeys.New();

    private static byte[] Statement { get; } = Encoding.UTF8.GetBytes(
        $$"""{"_type":"{{StatementWriter.StatementType}}","subject":[],"predicateType":"{{StatementWriter.PredicateType}}","predicate":{} }""" + "\n");

    public void Dispose() => _signer.Dispose();

    [Fact]
    public void Fault_OfWhatWasSigned_IsNone() => Assert.Null(Fault(SigstoreBundle.Sign(Statement, _signer.Checked())));

    /// <summary>What a foreign verifier accepts is refused too: see <see cref="BundleVectors"/>.</summary>
    [Fact]
    public void Fault_OfEveryNegativeVector_NamesIt()
    {
        foreach (var vector in BundleVectors.All(Statement, _signer))
        {
            var fault = Fault(vector.Bundle);
            Assert.True(fault?.Contains(vector.Fault, StringComparison.Ordinal) == true, $"{vector.Name}: {fault}");
        }
    }

    [Fact]
    public void Fault_AnyBitOfTheBundleFlipped_IsFound()
    {
        var bundle = SigstoreBundle.Sign(Statement, _signer.Checked());
        for (var bit = 0; bit < bundle.Length * 8; bit++)
        {
            bundle[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(Fault(bundle) is not null, $"bit {bit}");
            bundle[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Fault_AnyBitOfTheStatementFlipped_IsFound()
    {
        var bundle = SigstoreBundle.Sign(Statement, _signer.Checked());
        for (var bit = 0; bit < Statement.Length * 8; bit++)
        {
            var other = (byte[])Statement.Clone();
            other[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Contains($"from byte {bit / 8} on", BundleVerifier.Fault(other, bundle, _signer.PublicKeyPem), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Fault_ReplayedStatement_IsFound()
    {
        var older = SigstoreBundle.Sign(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Statement).Replace("{}", """{"generation":0}""", StringComparison.Ordinal)), _signer.Checked());
        Assert.Contains("signs another statement", Fault(older), StringComparison.Ordinal);
        Assert.Contains("signs another statement", BundleVerifier.Fault([], SigstoreBundle.Sign(Statement, _signer.Checked()), _signer.PublicKeyPem), StringComparison.Ordinal);
    }

    [Fact]
    public void Fault_StatementOfAnotherType_IsFound()
    {
        Assert.Contains("not https://in-toto.io/Statement/v1", FaultOf("in-toto.io/Statement/v1", "in-toto.io/Statement/v0.1"), StringComparison.Ordinal);
        Assert.Contains("not https://mixpolicy.dev/lineage/v1", FaultOf("mixpolicy.dev/lineage/v1", "mixpolicy.dev/lineage/v2"), StringComparison.Ordinal);
        Assert.Contains("not a statement", FaultOf("{", "["), StringComparison.Ordinal);

        string? FaultOf(string old, string now)
        {
            var other = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Statement).Replace(old, now, StringComparison.Ordinal));
            return BundleVerifier.Fault(other, SigstoreBundle.Sign(other, _signer.Checked()), _signer.PublicKeyPem);
        }
    }

    [Fact]
    public void Fault_NoKeyToVerifyWith_IsSaid()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var bundle = SigstoreBundle.Sign(Statement, _signer.Checked());
        Assert.Contains("cannot be verified", BundleVerifier.Fault(Statement, bundle, "no key"), StringComparison.Ordinal);
        Assert.Contains("cannot be verified", BundleVerifier.Fault(Statement, bundle, p384.ExportSubjectPublicKeyInfoPem()), StringComparison.Ordinal);
        Assert.Contains("is of another key", BundleVerifier.Fault(Statement, bundle, KeyPair.Generate().PublicPem), StringComparison.Ordinal);
    }

    private string? Fault(byte[] bundle) => BundleVerifier.Fault(Statement, bundle, _signer.PublicKeyPem);
}
