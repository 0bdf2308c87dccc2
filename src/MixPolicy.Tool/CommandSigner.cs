using System.Buffers.Text;
using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using MixPolicy.Signing;

namespace MixPolicy.Tool;

/// <summary>
/// Signs by a command of the user's: the bytes on its stdin, their SHA-256 in hex in <c>MIXPOLICY_SHA256</c>, the signature in DER on its stdout, raw or in
/// base64. For keys in hardware modules and key services.
/// </summary>
internal sealed class CommandSigner(string command, string publicKeyPem, TimeSpan timeout, string folder, CancellationToken cancellation) : ISigner
{
    private const string DigestVariable = "MIXPOLICY_SHA256";
    private const int MostAnswer = 1 << 14;
    private const int MostShown = 400;

    /// <inheritdoc/>
    public string PublicKeyPem => publicKeyPem;

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        using var process = Start(Convert.ToHexStringLower(SHA256.HashData(data)));
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(timeout);
        try
        {
            return Answer(process, data.ToArray(), time.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            cancellation.ThrowIfCancellationRequested();
            throw new SigningException($"the signing command took longer than {timeout.TotalSeconds:0} seconds and was ended (--sign-timeout)");
        }
    }

    private static async Task<byte[]> Answer(Process process, byte[] data, CancellationToken time)
    {
        var said = ReadSome(process.StandardError.BaseStream, time);
        var answer = ReadSome(process.StandardOutput.BaseStream, time);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(data, time).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It need not read what it is to sign: a service may be given the digest. Its exit code says how it went.
        }

        var signature = await answer.ConfigureAwait(false);
        var errors = Shown(await said.ConfigureAwait(false));
        await process.WaitForExitAsync(time).ConfigureAwait(false);
        if (process.ExitCode != 0) throw new SigningException($"the signing command exited with {process.ExitCode}{errors}");
        if (signature.Length == 0) throw new SigningException($"the signing command printed no signature{errors}");
        return Decoded(signature);
    }

    /// <summary>DER begins with 0x30, the digit 0, and goes on with a length; in base64 that is an M and another letter.</summary>
    private static byte[] Decoded(byte[] answer)
    {
        var text = Encoding.Latin1.GetString(answer);
        return answer[0] != 0x30 && Base64.IsValid(text) ? Convert.FromBase64String(text) : answer;
    }

    private static async Task<byte[]> ReadSome(Stream stream, CancellationToken time)
    {
        using var kept = new MemoryStream();
        var block = new byte[4096];
        int read;
        while ((read = await stream.ReadAsync(block, time).ConfigureAwait(false)) > 0)
        {
            if (kept.Length < MostAnswer) kept.Write(block, 0, read);
        }

        return kept.ToArray();
    }

    /// <summary>What it said on stderr, unless a private key may be in it.</summary>
    private static string Shown(byte[] said)
    {
        var text = string.Join(' ', Encoding.UTF8.GetString(said).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (text.Length == 0) return "";
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal)) return "; what it said holds a private key and is not shown";
        return $"; it said: {(text.Length > MostShown ? text[..MostShown] + "…" : text)}";
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or NotSupportedException or AggregateException)
        {
            // It has ended meanwhile.
        }
    }

    private Process Start(string digest)
    {
        var start = new ProcessStartInfo
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (OperatingSystem.IsWindows()) (start.FileName, start.Arguments) = ("cmd.exe", $"/d /s /c \"{command}\"");
        else
        {
            start.FileName = "/bin/sh";
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(command);
        }

        start.Environment[DigestVariable] = digest;
        start.Environment.Remove(KeyFile.Variable); // another's key, if there is one: the option wins
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new SigningException($"the signing command cannot be started: {e.Message}");
        }
    }
}
