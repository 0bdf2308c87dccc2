using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Reporting;

namespace MixPolicy.MSBuild;

/// <summary>
/// What the last build of a project made and said: what goes along, what clean deletes, what is said again. In a plain format, because it is read in the
/// first milliseconds of a process.
/// </summary>
/// <param name="Project">Absolute path of the project: a record that came with a copied folder is another's.</param>
/// <param name="Asked">What was asked for; empty where the next build must ask anew.</param>
/// <param name="Policies">One by one, and what earlier builds left.</param>
internal sealed record BuildRecord(string Project, string Asked, IReadOnlyList<PolicyRecord> Policies)
{
    /// <summary>How the record says that a project no longer asks for a policy.</summary>
    private const int Left = -1;

    private const string Format = "mixpolicy-record/1";

    /// <summary>Reads the record of a project; an empty one where there is none that can be understood.</summary>
    public static BuildRecord Read(string path, string project)
    {
        List<PolicyRecord> policies = [];
        if (!File.Exists(path)) return new(project, "", policies);
        try
        {
            using var bytes = new MemoryStream(File.ReadAllBytes(path), writable: false);
            using var record = new BinaryReader(bytes, Encoding.UTF8);
            if (record.ReadString() != Format || record.ReadString() != project) return new(project, "", []);
            var asked = record.ReadString();
            for (var left = record.ReadInt32(); left > 0; left--) policies.Add(ReadPolicy(record));
            return new(project, asked, policies);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException)
        {
            return new(project, "", []);
        }
    }

    /// <summary>The record after a run: what was made before and is not made any more stays, for clean.</summary>
    public static BuildRecord After(BuildRecord before, string? asked, IReadOnlyList<PolicyRecord> made)
    {
        var files = before.Policies.Where(p => p.Folder.Length > 0).ToLookup(p => p.Folder, StringComparer.Ordinal);
        var folders = made.Select(m => m.Folder).ToHashSet(StringComparer.Ordinal);
        var beside = made.SelectMany(m => m.Beside).ToHashSet(StringComparer.Ordinal);
        return new BuildRecord(
            before.Project,
            asked ?? "",
        [
            .. made.Select(m => m.Makes ? m with { Files = [.. m.Files.Union(files[m.Folder].SelectMany(f => f.Files))] } : m with { Files = [] }),
            .. before.Policies.Where(p => !folders.Contains(p.Folder) || p.Beside.Any(b => !beside.Contains(b)))
                .Select(p => new PolicyRecord(
                    p.Policy, p.Name, p.Folder, null, 0, false, folders.Contains(p.Folder) ? [] : p.Files, [.. p.Beside.Where(b => !beside.Contains(b))])),
        ]);
    }

    /// <summary>Writes the record, if it says anything new.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Write(string path)
    {
        using var bytes = new MemoryStream();
        using (var record = new BinaryWriter(bytes, Encoding.UTF8))
        {
            record.Write(Format);
            record.Write(Project);
            record.Write(Asked);
            record.Write(Policies.Count);
            foreach (var policy in Policies) Write(record, policy);
        }

        ReportFile.Write(path, bytes.ToArray());
    }

    private static void Write(BinaryWriter record, PolicyRecord policy)
    {
        record.Write(policy.Policy);
        record.Write(policy.Name);
        record.Write(policy.Folder);
        record.Write((int?)policy.Outcome ?? Left);
        record.Write(policy.RulesEvaluated);
        record.Write(policy.Carry);
        record.Write(policy.Summary);
        record.Write(policy.Seal);
        record.Write(policy.SealKey);
        record.Write(policy.Stamp);
        Write(record, policy.Files);
        Write(record, policy.Reports);
        record.Write(policy.Findings.Count);
        foreach (var finding in policy.Findings)
        {
            record.Write(finding.Code);
            record.Write((int)finding.Severity);
            record.Write(finding.Place.File);
            record.Write(finding.Place.Line);
            record.Write(finding.Place.Column);
            record.Write(finding.Place.EndLine);
            record.Write(finding.Place.EndColumn);
            record.Write(finding.Message);
            Write(record, finding.Remedies);
        }
    }

    private static PolicyRecord ReadPolicy(BinaryReader record)
    {
        var (policy, name, folder, outcome) = (record.ReadString(), record.ReadString(), record.ReadString(), record.ReadInt32());
        var (rules, carry, summary, seal, key) = (record.ReadInt32(), record.ReadBoolean(), record.ReadString(), record.ReadString(), record.ReadString());
        var stamp = record.ReadString();
        var (files, reports) = (ReadTexts(record), ReadTexts(record));
        List<Diagnostic> findings = [];
        for (var left = record.ReadInt32(); left > 0; left--)
        {
            var (code, severity) = (record.ReadString(), (Severity)record.ReadInt32());
            var place = new Place(record.ReadString(), record.ReadInt32(), record.ReadInt32(), record.ReadInt32(), record.ReadInt32());
            findings.Add(new Diagnostic(code, severity, place, record.ReadString(), ReadTexts(record)));
        }

        return new PolicyRecord(policy, name, folder, outcome == Left ? null : (BuildOutcome)outcome, rules, carry, files, reports) { Findings = findings, Summary = summary, Seal = seal, SealKey = key, Stamp = stamp };
    }

    private static void Write(BinaryWriter record, IReadOnlyList<string> texts)
    {
        record.Write(texts.Count);
        foreach (var text in texts) record.Write(text);
    }

    private static List<string> ReadTexts(BinaryReader record)
    {
        List<string> texts = [];
        for (var left = record.ReadInt32(); left > 0; left--) texts.Add(record.ReadString());
        return texts;
    }
}
