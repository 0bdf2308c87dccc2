using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MixPolicy.Diagnostics;
using MixPolicy.Signing;

namespace MixPolicy.Tool;

/// <summary>What <c>build</c> signs with: a key in a file or in a variable, or a command for a key that never leaves its module.</summary>
internal sealed class SigningOptions
{
    private const int MaxSeconds = 86_400;

    private readonly Option<string?> _key = new("--sign-key") { Description = $"Sign the outputs with this private key (default: the text in {KeyFile.Variable}, if any)", HelpName = "FILE" };
    private readonly Option<string?> _command = new("--sign-command") { Description = "Sign with a command: bytes on stdin, signature on stdout", HelpName = "CMD" };
    private readonly Option<string?> _publicKey = new("--public-key") { Description = "The public key of --sign-command", HelpName = "FILE" };
    private readonly Option<int> _timeout = new("--sign-timeout")
    {
        Description = "How long --sign-command may take for each signature",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 120,
        CustomParser = ReadSeconds,
    };

    /// <summary>Adds the options to a verb.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="locked">Its option that writes nothing.</param>
    public SigningOptions(Command command, Option<bool> locked)
    {
        foreach (var option in new Option[] { _key, _command, _publicKey, _timeout }) command.Options.Add(option);
        foreach (var option in new[] { _key, _command, _publicKey }) option.Validators.Add(RunOptions.NotEmpty);
        _key.Validators.Add(result =>
        {
            if (IsKeyText(result.Tokens)) result.AddError($"--sign-key takes a file, not the key itself: put the key's text into {KeyFile.Variable}");
        });
        command.Validators.Add(result =>
        {
            var (key, sign, publicKey) = (result.GetValue(_key), result.GetValue(_command), result.GetValue(_publicKey));
            if (key is not null && sign is not null) result.AddError("--sign-key and --sign-command do not go together: one of them signs");
            else if (sign is not null && publicKey is null) result.AddError("--sign-command needs --public-key: its signatures are verified before anything is written");
            else if (sign is null && publicKey is not null) result.AddError("--public-key goes with --sign-command");
            else if (result.GetValue(locked) && (key ?? sign) is not null) result.AddError("--locked writes nothing, so there is nothing to sign");
        });
    }

    /// <summary>The signer; null when nothing is to be signed, or when it is refused.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="folder">Absolute folder that relative paths are counted from.</param>
    /// <param name="refusal">Why it is refused; null when it is not.</param>
    /// <param name="cancellation">Ends a command that signs.</param>
    public ISigner? Signer(ParseResult parsed, string folder, out Diagnostic? refusal, CancellationToken cancellation)
    {
        refusal = null;
        if (parsed.GetValue(_command) is { } command)
        {
            return KeyFile.Text(parsed.GetValue(_publicKey)!, folder, Codes.PublicKeyRefused, "export the public half of the key that signs", out refusal) is { } pem
                ? new CommandSigner(command, pem, TimeSpan.FromSeconds(parsed.GetValue(_timeout)), folder, cancellation)
                : null;
        }

        return KeyFile.Signer(parsed.GetValue(_key), folder, Terminal.Variable(KeyFile.Variable), out refusal);
    }

    private static bool IsKeyText(IReadOnlyList<Token> tokens) => tokens.Any(t => t.Value.Contains("-----BEGIN", StringComparison.Ordinal));

    private static int ReadSeconds(ArgumentResult result)
    {
        var word = result.Tokens[0].Value;
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= MaxSeconds) return seconds;
        result.AddError($"--sign-timeout is '{word}': give a whole number of seconds from 1 to {MaxSeconds}");
        return 0;
    }
}
