using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MixPolicy.Tool.Tests;

/// <summary>Keys and signatures at the command line. That a signature holds is OpenSSL's word.</summary>
public sealed class SigningTests : IDisposable
{
    private const string Policy = "examples/quickstart/policy.yaml";
    private const string OpenSslSign = "openssl dgst -sha256 -sign k.key.pem";

    private readonly TempFolder _folder = new();

    public SigningTests()
    {
        Quickstart.CopyTo(_folder.Path);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _folder.Write("k.key.pem", key.ExportPkcs8PrivateKeyPem() + "\n");
        _folder.Write("k.pub.pem", key.ExportSubjectPublicKeyInfoPem() + "\n");
    }

    private string Output => Path.Combine(_folder.Path, "out", "quickstart");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Keygen_WritesAPairThatSigns_AndNeverReplacesOne()
    {
        var made = Run(["keygen", "--out", "mine"]);
        var (secret, open) = (Text("mine.key.pem"), Text("mine.pub.pem"));

        Assert.Equal(0, made.ExitCode);
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----\n", secret, StringComparison.Ordinal);
        Assert.EndsWith("-----END PUBLIC KEY-----\n", open, StringComparison.Ordinal);
        Assert.Contains("hint    " + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(open))), made.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain(secret.Split('\n')[1], made.Stdout + made.Stderr, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder.Path, "mine.key.pem")));

        var again = Run(["keygen", "--out", "mine"]);
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("MIX0535: mine.key.pem is already there", again.Stderr, StringComparison.Ordinal);
        File.Delete(Path.Combine(_folder.Path, "mine.key.pem"));
        Assert.Contains("MIX0535: mine.pub.pem is already there", Run(["keygen", "--out", "mine"]).Stderr, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "mine.key.pem")));
        Assert.Contains("MIX0535", Run(["keygen", "--out", "no/such/folder/k"]).Stderr, StringComparison.Ordinal);
        Assert.Equal(open, Text("mine.pub.pem"));
    }

    [OpenSslFact]
    public void Build_WithAKeyFile_SignsWhatOpenSslVerifies()
    {
        var run = Build("--sign-key", "k.key.pem");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("wrote out/quickstart/mixpolicy.sig\n", run.Stdout, StringComparison.Ordinal);
        Assert.True(Verifies("statement.sigstore.json", "k.pub.pem"));
        Assert.True(Verifies("mixpolicy.sig", "k.pub.pem"));
    }

    [OpenSslFact]
    public void Build_WithAKeyInAVariable_Signs_AndTheOptionWins()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _folder.Write("other.pub.pem", other.ExportSubjectPublicKeyInfoPem() + "\n");
        var variable = new Dictionary<string, string?> { ["MIXPOLICY_SIGNING_KEY"] = other.ExportECPrivateKeyPem() };

        Assert.Equal(0, Build(variable).ExitCode);
        Assert.True(Verifies("statement.sigstore.json", "other.pub.pem"));
        Assert.Equal(0, Build(variable, "--sign-key", "k.key.pem").ExitCode);
        Assert.True(Verifies("statement.sigstore.json", "k.pub.pem"));
        Assert.Equal(0, Build(variable, "--locked").ExitCode);
        Assert.Equal(0, Build(new Dictionary<string, string?> { ["MIXPOLICY_SIGNING_KEY"] = "" }).ExitCode);
        Assert.False(File.Exists(Path.Combine(Output, "mixpolicy.sig")));
    }

    [OpenSslFact]
    public void Build_WithACommand_SignsRawAndInBase64AndByDigest()
    {
        foreach (var command in new[] { OpenSslSign, $"{OpenSslSign} | base64", "printf %s \"$MIXPOLICY_SHA256\" | xxd -r -p | openssl pkeyutl -sign -inkey k.key.pem" })
        {
            if (command.Contains("xxd", StringComparison.Ordinal) && !OpenSslFactAttribute.Has("xxd", "-v")) continue;
            var run = Build("--sign-command", command, "--public-key", "k.pub.pem", "--no-cache");
            Assert.True(run.ExitCode == 0, run.Stdout + run.Stderr);
            Assert.True(Verifies("statement.sigstore.json", "k.pub.pem"), command);
            Assert.True(Verifies("mixpolicy.sig", "k.pub.pem"), command);
        }
    }

    [OpenSslFact]
    public void Build_WithACommandThatFails_SaysHowAndLeavesTheOutputs()
    {
        Build("--sign-key", "k.key.pem");
        var before = FolderState.Of(Output);
        var start = Path.Combine(_folder.Path, "started");

        Fails("MIX0531", "exited with 3; it said: no token", "echo no token >&2; exit 3");
        Fails("MIX0531", "printed no signature", "cat > /dev/null");
        Fails("MIX0531", "exited with 127", "no-such-program-at-all");
        Fails("MIX0531", "holds a private key and is not shown", "cat k.key.pem >&2; exit 1");
        Fails("MIX0532", "not one of the public key", "echo bm8=");
        Fails("MIX0532", "not one of the public key", "openssl dgst -sha384 -sign k.key.pem");
        Fails("MIX0532", "not one of the public key", "head -c 100000 /dev/zero");
        var clock = Stopwatch.StartNew();
        Fails("MIX0531", "took longer than 1 seconds", $"touch {start}; sleep 60", "--sign-timeout", "1");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(40));
        Assert.True(File.Exists(start));

        void Fails(string code, string words, string command, params string[] more)
        {
            var run = Build(["--sign-command", command, "--public-key", "k.pub.pem", "--no-cache", .. more]);
            Assert.True(run.ExitCode == 2, run.Stdout);
            Assert.Contains(code, run.Stdout, StringComparison.Ordinal);
            Assert.Contains(words, run.Stdout, StringComparison.Ordinal);
            Assert.Equal(before, FolderState.Of(Output));
        }
    }

    [OpenSslFact]
    public void Build_SignalWhileTheCommandRuns_EndsBothAndLeavesTheOutputs()
    {
        Build("--sign-key", "k.key.pem");
        var before = FolderState.Of(Output);
        var started = Path.Combine(_folder.Path, "started");
        var clock = Stopwatch.StartNew();
        using var process = ToolProcess.Start(
            ["build", Policy, "--no-cache", "--sign-command", "echo $$ > starting; mv starting started; sleep 100", "--public-key", "k.pub.pem"], _folder.Path);
        while (!File.Exists(started)) Assert.False(process.WaitForExit(20), "the run ended before it signed");
        using (var kill = Process.Start("/bin/sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -TERM {process.Id}")])) kill.WaitForExit();

        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)), "the signal was ignored");
        Assert.Equal(130, process.ExitCode);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(90));
        Assert.False(OpenSslFactAttribute.Has("/bin/sh", "-c", $"kill -0 {File.ReadAllText(started)}"));
        Assert.Equal(before, FolderState.Of(Output));
    }

    [Fact]
    public void Build_WithAKeyThatIsNone_SaysWhatItIsAndNeverShowsIt()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        _folder.Write("p384.pem", p384.ExportPkcs8PrivateKeyPem());
        _folder.Write("rsa.pem", rsa.ExportPkcs8PrivateKeyPem());
        _folder.Write("large.pem", new string('x', 70_000));

        Fails("MIX0530", "is on the curve", "--sign-key", "p384.pem");
        Fails("MIX0530", "not an EC key", "--sign-key", "rsa.pem");
        Fails("MIX0530", "is public", "--sign-key", "k.pub.pem");
        Fails("MIX0530", "cannot be read", "--sign-key", "none.pem");
        Fails("MIX0530", "larger than", "--sign-key", "large.pem");
        Fails("MIX0533", "is a private key", "--sign-command", "cat", "--public-key", "k.key.pem");
        Fails("MIX0533", "cannot be read", "--sign-command", "cat", "--public-key", "none.pem");
        var variable = Build(new Dictionary<string, string?> { ["MIXPOLICY_SIGNING_KEY"] = "swordfish" });
        Assert.Equal(2, variable.ExitCode);
        Assert.Contains("MIXPOLICY_SIGNING_KEY: error MIX0530", variable.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", variable.Stdout + variable.Stderr, StringComparison.Ordinal);

        void Fails(string code, string words, params string[] more)
        {
            var run = Build(more);
            Assert.True(run.ExitCode == 2, run.Stdout);
            Assert.Contains(code, run.Stdout, StringComparison.Ordinal);
            Assert.Contains(words, run.Stdout, StringComparison.Ordinal);
            foreach (var file in new[] { "p384.pem", "rsa.pem", "k.key.pem" }) Assert.DoesNotContain(Text(file).Split('\n')[1], run.Stdout + run.Stderr, StringComparison.Ordinal);
            Assert.False(File.Exists(Path.Combine(Output, "mixpolicy.sig")));
        }
    }

    [Fact]
    public void Build_OptionsThatDoNotGoTogether_AreRefused()
    {
        Refused("do not go together", "--sign-key", "k.key.pem", "--sign-command", "cat", "--public-key", "k.pub.pem");
        Refused("needs --public-key", "--sign-command", "cat");
        Refused("goes with --sign-command", "--public-key", "k.pub.pem");
        Refused("nothing to sign", "--sign-key", "k.key.pem", "--locked");
        Refused("--sign-key is empty", "--sign-key", "");
        Refused("--sign-timeout is '0'", "--sign-timeout", "0");
        Refused("takes a file, not the key itself", "--sign-key", Text("k.key.pem"));
        Assert.Contains("has no option '--sign-key'", Run(["check", Policy, "--sign-key", "k.key.pem"]).Stderr, StringComparison.Ordinal);

        void Refused(string words, params string[] more)
        {
            var run = Build(more);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("MIX0902", run.Stderr, StringComparison.Ordinal);
            Assert.Contains(words, run.Stderr, StringComparison.Ordinal);
            Assert.DoesNotContain(Text("k.key.pem").Split('\n')[1], run.Stdout + run.Stderr, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Build_Violated_NeverAsksTheCommand()
    {
        var run = Run(["build", "examples/quickstart/policy-violated.yaml", "--sign-command", "touch asked", "--public-key", "k.pub.pem"]);

        Assert.Equal(1, run.ExitCode);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "asked")));
    }

    private ToolOutput Run(IEnumerable<string> args, Dictionary<string, string?>? env = null) => ToolProcess.Run(args, _folder.Path, env);

    private ToolOutput Build(params string[] more) => Run(["build", Policy, .. more]);

    private ToolOutput Build(Dictionary<string, string?> env, params string[] more) => Run(["build", Policy, .. more], env);

    private string Text(string name) => File.ReadAllText(Path.Combine(_folder.Path, name));

    private bool Verifies(string bundle, string key)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Output, bundle)));
        var envelope = json.RootElement.GetProperty("dsseEnvelope");
        var payload = envelope.GetProperty("payload").GetBytesFromBase64();
        var data = Path.Combine(_folder.Path, "pae");
        var signature = Path.Combine(_folder.Path, "signature");
        File.WriteAllBytes(data, [.. Encoding.ASCII.GetBytes($"DSSEv1 28 application/vnd.in-toto+json {payload.Length} "), .. payload]);
        File.WriteAllBytes(signature, envelope.GetProperty("signatures")[0].GetProperty("sig").GetBytesFromBase64());
        return OpenSslFactAttribute.Has("openssl", "dgst", "-sha256", "-verify", Path.Combine(_folder.Path, key), "-signature", signature, data);
    }
}
