using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;

namespace MixPolicy.Lineage.Audit;

/// <summary>The policy that a report keeps, and all that it extends, as text: enough to judge by, without any file.</summary>
/// <param name="Bytes">The policy's own text.</param>
/// <param name="Extended">Each text that it extends.</param>
/// <param name="Stated">What the report says that each of those hashes to, in their order.</param>
/// <param name="Policy">The policy, read again, as of the report's day and with the waivers that the report counts; null when it cannot be.</param>
/// <param name="Departs">What the build was asked for beside what the text says, for people; empty for nothing.</param>
/// <param name="Fault">Why it cannot be read, for people; null when it can.</param>
internal sealed record KeptPolicy(byte[] Bytes, IReadOnlyList<ExtendedPolicy> Extended, IReadOnlyList<string> Stated, Policy? Policy, string Departs, Diagnostic? Fault)
{
    /// <summary>Deeper than any policy extends: a path that leaves this folder leads nowhere, and stays what it is.</summary>
    private static readonly string Nowhere = string.Concat(Enumerable.Repeat($"{Path.DirectorySeparatorChar}-", 128));

    /// <summary>What the policy is known by; see <see cref="Policies.Policy.Digest"/>.</summary>
    public string Digest
    {
        get
        {
            var own = Convert.ToHexStringLower(SHA256.HashData(Bytes));
            return Extended.Count == 0 ? own : Policies.Policy.DigestOf([own, .. Extended.Select(e => e.Sha256)]);
        }
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">The report holds none.</exception>
    public static KeptPolicy Read(AuditScope scope)
    {
        var stated = scope.Json.Member("policy");
        var bytes = Encoding.UTF8.GetBytes(stated.Text("text"));
        List<ExtendedPolicy> extended = [];
        List<string> digests = [];
        if (stated.MemberIfAny("extends") is not null)
        {
            foreach (var one in stated.List("extends"))
            {
                extended.Add(new ExtendedPolicy(one.Text("name"), one.Text("name"), Encoding.UTF8.GetBytes(one.Text("text"))));
                digests.Add(one.Hex("sha256"));
            }
        }

        var found = new DiagnosticBag();
        var file = scope.Place is { } place ? scope.Show(place.File) : "policy";
        var day = stated.TextOrNull("as_of") is { } text ? DayOf(text) : (DateOnly?)null;
        if (PolicyReader.ParseKept(file, scope.Place?.Folder ?? Nowhere, bytes, extended, day, found) is not { } policy)
        {
            return new KeptPolicy(bytes, extended, digests, null, "", found.Sorted().FirstOrDefault(d => d.Severity == Severity.Error));
        }

        var own = PolicyReader.ParseKept(file, policy.Folder, bytes, extended, null, new DiagnosticBag());
        var departs = own?.AsOf?.Value == day ? "" : $"; built --as-of {stated.TextOrNull("as_of")} in place of {own?.AsOf?.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "no day"}";
        if (policy.Waivers.Count > 0 && !scope.Json.List("waivers").Any())
        {
            departs += $"; built --no-waivers: none of its {policy.Waivers.Count} counts";
            policy = policy with { Waivers = [] };
        }

        return new KeptPolicy(bytes, extended, digests, policy, departs, null);
    }

    private static DateOnly DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new InvalidDataException("does not say 'as_of' as a day");
}
