using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MixPolicy.Signing;
using MixPolicy.Tests.Examples;
using MixPolicy.Tests.Sources;

namespace MixPolicy.Tests.Signing;

/// <summary>What others say of our signatures: sigstore-js, the schemas of OpenSSF Model Signing, OpenSSL and securesystemslib.</summary>
public sealed class ForeignVerifierTests : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly SignedMix _mix = new();
    private readonly TempFolder _folder = new();
    private readonly PemSigner _signer = TestKeys.New();
    private readonly string _key;

    public ForeignVerifierTests()
    {
        Assert.Equal(BuildOutcome.Satisfied, _mix.Build(_signer).Outcome);
        _key = _folder.Write("key.pub.pem", _signer.PublicKeyPem);
    }

    public void Dispose()
    {
        _mix.Dispose();
        _folder.Dispose();
        _signer.Dispose();
    }

    [ForeignPackagesFact("@sigstore")]
    public void Sigstore_OurBundles_AreAcceptedWithTheirPayload()
    {
        var said = Node("verify-bundle.mjs", _key, _mix["statement.sigstore.json"], _mix["mixpolicy.sig"]);

        Assert.Equal("ok " + Convert.ToHexStringLower(SHA256.HashData(_mix.Bytes("statement.json"))), said[0]);
        Assert.StartsWith("ok ", said[1], StringComparison.Ordinal);
    }

    /// <summary>Of each it is known whether sigstore-js refuses it; ours refuse all: <see cref="BundleVerifierTests"/>.</summary>
    [ForeignPackagesFact("@sigstore")]
    public void Sigstore_NegativeVectors_AreRefusedButThoseThatItLetsPass()
    {
        var vectors = BundleVectors.All(_mix.Bytes("statement.json"), _signer);
        var files = vectors.Select((v, i) => _folder.Write($"{i}.json", v.Bundle));
        var said = Node("verify-bundle.mjs", [_key, .. files]);

        Assert.Equal(vectors.Count, said.Length);
        for (var i = 0; i < said.Length; i++) Assert.True(said[i].StartsWith("refused", StringComparison.Ordinal) == vectors[i].Elsewhere, $"{vectors[i]}: {said[i]}");
        Assert.All(vectors, v => Assert.NotNull(BundleVerifier.Fault(_mix.Bytes("statement.json"), v.Bundle, _signer.PublicKeyPem)));
    }

    [ForeignPackagesFact]
    public void ModelSigning_OurFolderSignature_HasTheFormAndTheRootOfTheSpecification()
    {
        var good = JsonNode.Parse(_mix.Bytes("mixpolicy.sig"))!;
        var statement = JsonNode.Parse(Convert.FromBase64String(good["dsseEnvelope"]!["payload"]!.GetValue<string>()))!;
        statement["subject"]![0]!["digest"]!["sha256"] = new string('0', 64);
        good["dsseEnvelope"]!["payload"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(statement.ToJsonString()));
        string[] spoilt =
        [
            Spoilt("no-envelope", b => b.Remove("dsseEnvelope")),
            Spoilt("no-material", b => b.Remove("verificationMaterial")),
            Spoilt("no-tlog-entries", b => b["verificationMaterial"]!.AsObject().Remove("tlogEntries")),
            Spoilt("two-signatures", b => b["dsseEnvelope"]!["signatures"]!.AsArray().Add(b["dsseEnvelope"]!["signatures"]![0]!.DeepClone())),
            Spoilt("other-type", b => b["mediaType"] = "application/json"),
            _folder.Write("empty.json", ""),
        ];
        var said = Node("model-signing.mjs", [_mix["mixpolicy.sig"], _mix["statement.sigstore.json"], _folder.Write("root.json", good.ToJsonString()), .. spoilt]);

        Assert.Equal("ok", said[0]);
        Assert.StartsWith("refused predicateType is", said[1], StringComparison.Ordinal);
        Assert.Equal("refused root", said[2]);
        Assert.All(said.Skip(3), line => Assert.StartsWith("refused", line, StringComparison.Ordinal));
        Assert.Equal(spoilt.Length + 3, said.Length);

        string Spoilt(string name, Action<JsonObject> edit)
        {
            var bundle = JsonNode.Parse(_mix.Bytes("mixpolicy.sig"))!.AsObject();
            edit(bundle);
            return _folder.Write(name + ".json", bundle.ToJsonString());
        }
    }

    [ProgramFact("openssl")]
    public void OpenSsl_OurSignatures_AreVerified()
    {
        var bundle = ReadBundle.Of(_mix.Bytes("statement.sigstore.json"), out _)!;
        var checkpoint = Checkpoint.Read(_mix.Bytes("ledger.checkpoint"), out _)!;

        Assert.True(OpenSsl(DsseEnvelope.PreAuthentication(bundle.Payload), bundle.Signature));
        Assert.True(OpenSsl(checkpoint.Body, checkpoint.Signature![4..]));
        Assert.False(OpenSsl(bundle.Payload, bundle.Signature));
        Assert.False(OpenSsl(checkpoint.Body, bundle.Signature));
    }

    /// <summary>Debian's python3-securesystemslib; the key id is the one that it would give the key.</summary>
    [ProgramFact(Python, "-c", "import securesystemslib.signer", Needs = "python3-securesystemslib")]
    public void Securesystemslib_OurSignature_IsVerifiedUnderItsOwnKeyId()
    {
        const string script = """
            import sys, json, base64, hashlib
            from securesystemslib.formats import encode_canonical
            from securesystemslib.signer import SSlibKey, Signature
            pem, envelope, pae = open(sys.argv[1]).read(), json.load(open(sys.argv[2]))["dsseEnvelope"], open(sys.argv[3], "rb").read()
            value = {"keytype": "ecdsa", "scheme": "ecdsa-sha2-nistp256", "keyval": {"public": pem}}
            keyid = hashlib.sha256(encode_canonical(value).encode()).hexdigest()
            (signature,) = envelope["signatures"]
            assert signature["keyid"] == keyid, keyid
            key = SSlibKey(keyid, value["keytype"], value["scheme"], value["keyval"])
            key.verify_signature(Signature(keyid, base64.b64decode(signature["sig"]).hex()), pae)
            """;
        var pae = _folder.Write("pae", DsseEnvelope.PreAuthentication(_mix.Bytes("statement.json")));
        Assert.True(Run(Python, ["-c", script, _key, _mix["statement.sigstore.json"], pae]).Ended);

        _folder.Write("pae", DsseEnvelope.PreAuthentication([.. _mix.Bytes("statement.json"), (byte)' ']));
        Assert.False(Run(Python, ["-c", script, _key, _mix["statement.sigstore.json"], pae]).Ended);
    }

    private static string[] Node(string script, params string[] arguments)
    {
        var (ended, output) = Run("node", [Path.Combine(ForeignPackagesFactAttribute.Repository, "tests", "foreign", script), .. arguments]);
        Assert.True(ended, output);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static (bool Ended, string Output) Run(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode == 0, process.ExitCode == 0 ? output : output + errors.GetAwaiter().GetResult());
    }

    private bool OpenSsl(byte[] data, byte[] signature) =>
        Run("openssl", ["dgst", "-sha256", "-verify", _key, "-signature", _folder.Write("signature", signature), _folder.Write("data", data)]).Ended;
}
