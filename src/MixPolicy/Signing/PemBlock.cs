using System.Security.Cryptography;

namespace MixPolicy.Signing;

/// <summary>The blocks of a PEM text. What stands between them is not looked at; a block that is not well-formed is none.</summary>
/// <param name="Label">What stands after <c>BEGIN</c>.</param>
/// <param name="Der">The bytes.</param>
internal sealed record PemBlock(string Label, byte[] Der)
{
    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<PemBlock> All(string text)
    {
        var blocks = new List<PemBlock>();
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            blocks.Add(new PemBlock(rest[fields.Label].ToString(), Convert.FromBase64String(rest[fields.Base64Data].ToString())));
            rest = rest[fields.Location.End..];
        }

        return blocks;
    }
}
