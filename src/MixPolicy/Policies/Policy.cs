using System.Security.Cryptography;
using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Policies;

/// <summary>A policy, read and checked: what exists, how to combine it, what must hold. Immutable.</summary>
/// <param name="File">The path as the user gave it.</param>
/// <param name="Folder">Absolute path of the folder that relative paths are counted from; never part of hashed bytes.</param>
/// <param name="Bytes">The file's bytes, as read.</param>
/// <param name="Name"><c>[a-z0-9-]+</c>.</param>
/// <param name="Generation">Number of the model generation that the mix trains, from 0.</param>
/// <param name="AsOf">The policy's own date; null when nothing counts time.</param>
/// <param name="Seed">Keys the selection; 0 or more.</param>
/// <param name="Sources">At least one, in the policy's order.</param>
/// <param name="Mix">How to combine them.</param>
/// <param name="Rules">At least one, in the catalogue's order, whatever the order in the file.</param>
/// <param name="OutputDir">Where to write, as in the policy; null when it does not say.</param>
internal sealed record Policy(
    string File,
    string Folder,
    byte[] Bytes,
    string Name,
    int Generation,
    Located<DateOnly>? AsOf,
    long Seed,
    IReadOnlyList<Source> Sources,
    Mix Mix,
    IReadOnlyList<IRule> Rules,
    string? OutputDir)
{
    /// <summary>The files drawn in by <c>extends</c>, each once, in the order in which they were first read.</summary>
    public IReadOnlyList<ExtendedPolicy> Extended { get; init; } = [];

    /// <summary>The exceptions that people have approved, in the policy's order; none where whoever runs it wants none (<see cref="BuildRequest.NoWaivers"/>).</summary>
    public IReadOnlyList<Waiver> Waivers { get; init; } = [];

    /// <summary>The files that findings may name: the policy's own, then those that it extends.</summary>
    public IReadOnlyList<string> Files => [File, .. Extended.Select(e => e.Shown)];

    /// <summary>
    /// What the policy is known by, lower-case hex: the SHA-256 of its file; if it extends others, the SHA-256 of the digests of the file and of
    /// each that it extends, in order, each as lower-case hex followed by <c>\n</c>.
    /// </summary>
    public string Digest
    {
        get
        {
            var own = Convert.ToHexStringLower(SHA256.HashData(Bytes));
            return Extended.Count == 0 ? own : DigestOf([own, .. Extended.Select(e => e.Sha256)]);
        }
    }

    /// <summary>What a policy that extends others is known by.</summary>
    /// <param name="digests">SHA-256 of its file and of each that it extends, lower-case hex, in order.</param>
    public static string DigestOf(IEnumerable<string> digests) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(digests.Select(d => d + "\n")))));

    /// <summary>The policy with rules that know what the pool holds.</summary>
    public Policy Informed(PoolCensus pool) => this with { Rules = [.. Rules.Select(r => r.Informed(pool))] };

    /// <summary>How often the records of a source, be it one that the policy does not know, may be seen. <c>budget: all</c> takes each exactly once.</summary>
    public Located<Fraction> FactorOf(string source) => Mix.Budget.IsAll
        ? new(Fraction.One, Mix.Budget.Place)
        : Sources.FirstOrDefault(s => s.Name == source)?.MaxRepetitionFactor ?? Mix.MaxRepetitionFactor;

    /// <summary>The whole file, for findings that have no closer place.</summary>
    public Place Place => new(File);
}
