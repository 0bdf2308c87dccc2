using System.Globalization;
using System.Text;
using MixPolicy.Hashing;

namespace MixPolicy.Lineage.Audit;

/// <summary>A ledger that the auditor kept.</summary>
/// <param name="Records">Its leaves; null when only the root was kept.</param>
/// <param name="Root">Root over them.</param>
internal sealed record KeptLedger(long? Records, Digest256 Root)
{
    private const string Forms = "give a root in hex (64 digits), SIZE:ROOT, or a file that holds a checkpoint";

    /// <summary>What the user gave; null when there is none, or it is no such thing.</summary>
    /// <param name="request">The request.</param>
    /// <param name="fault">What is wrong with it, for people; null when nothing is.</param>
    public static KeptLedger? Read(AuditRequest request, out string? fault)
    {
        fault = null;
        if (request.Since is not { } since) return null;
        if (RootOf(since) is { } root) return new KeptLedger(null, root);
        var colon = since.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && RootOf(since[(colon + 1)..]) is { } sized && SizeOf(since[..colon]) is { } size) return new KeptLedger(size, sized);
        if (since.Contains('\0', StringComparison.Ordinal))
        {
            fault = Forms;
            return null;
        }

        var file = FoundFile.Load(Path.GetFullPath(since, request.Directory));
        if (file.Fault is not null) fault = $"{Policies.Shown.Quote(since)} is no root, and as a file {file.Fault}: {Forms}";
        else if (Checkpoint(file.Content) is { } kept) return kept;
        else fault = $"{Policies.Shown.Quote(since)} holds no checkpoint: {Forms}";
        return null;
    }

    /// <summary>The second and third line of a checkpoint; what else it says, and who signed it, is the auditor's own to know.</summary>
    private static KeptLedger? Checkpoint(byte[] bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        if (lines.Length < 4 || lines[0].Length == 0 || lines[3].Length > 0 || SizeOf(lines[1]) is not { } size) return null;
        Span<byte> root = stackalloc byte[Digest256.Size];
        return Convert.TryFromBase64String(lines[2], root, out var length) && length == Digest256.Size ? new KeptLedger(size, new Digest256(root)) : null;
    }

    private static Digest256? RootOf(string hex) =>
        hex.Length == 2 * Digest256.Size && hex.All(char.IsAsciiHexDigit) ? new Digest256(Convert.FromHexString(hex)) : null;

    private static long? SizeOf(string digits) => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;
}
