using System.CommandLine;
using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Signing;

namespace MixPolicy.Tool;

/// <summary><c>keygen</c>: makes a key for signing, in two files that are never replaced.</summary>
internal static class KeygenCommand
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static Command Create()
    {
        var command = new Command("keygen", "Make a key for signing: PREFIX.key.pem, which is secret, and PREFIX.pub.pem");
        var prefix = new Option<string>("--out")
        {
            Description = "Start of the two files' paths",
            HelpName = "PREFIX",
            DefaultValueFactory = _ => "mixpolicy",
        };
        prefix.Validators.Add(RunOptions.NotEmpty);
        command.Options.Add(prefix);
        command.SetAction(parsed => Generate(parsed.GetRequiredValue(prefix)));
        return command;
    }

    private static int Generate(string prefix)
    {
        var here = Environment.CurrentDirectory;
        var (secret, open) = ($"{prefix}.key.pem", $"{prefix}.pub.pem");
        var (secretPath, openPath) = (Path.GetFullPath(secret, here), Path.GetFullPath(open, here));
        if (new[] { (secret, secretPath), (open, openPath) }.FirstOrDefault(f => Path.Exists(f.Item2)) is (string there, _))
        {
            return Refuse($"{there} is already there, and a key is never replaced: choose another --out");
        }

        var pair = KeyPair.Generate();
        try
        {
            Write(secretPath, pair.PrivatePem, OwnerOnly);
            try
            {
                Write(openPath, pair.PublicPem, mode: null);
            }
            catch
            {
                File.Delete(secretPath);
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Refuse($"{secret} and {open} cannot be written: {e.Message}");
        }

        ReportOutput.Print($"""
            wrote {secret}: the private key; keep it secret, and out of version control
            wrote {open}: the public key; give it to whoever verifies
            key id  {pair.KeyId}
            hint    {pair.Hint}

            """.ReplaceLineEndings("\n"));
        return ExitCode.Satisfied;
    }

    private static int Refuse(string message)
    {
        Host.Complain(Codes.KeyNotWritten, message);
        return ExitCode.NotEvaluated;
    }

    /// <summary>Nobody else may read the file at any moment: it is made with its mode, not given one afterwards.</summary>
    private static void Write(string path, string text, UnixFileMode? mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (mode is not null && !OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        using var file = new FileStream(path, options);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }
}
