using System.Security.Cryptography;

namespace MixPolicy.Policies;

/// <summary>A file that a policy draws in with <c>extends</c>, as it was read.</summary>
/// <param name="Name"><c>mixpolicy:NAME</c> for a pack of the tool's; else the path from the policy's folder, with <c>/</c>.</param>
/// <param name="Shown">As findings name it: a path from where the user stands, or the same <c>mixpolicy:NAME</c>.</param>
/// <param name="Bytes">All of it.</param>
internal sealed record ExtendedPolicy(string Name, string Shown, byte[] Bytes)
{
    /// <summary>SHA-256 of its bytes, lower-case hex.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes));
}
