using MixPolicy.Diagnostics;
using MixPolicy.Rules;

namespace MixPolicy.Policies;

/// <summary>YAML text, with all that it extends, to <see cref="Policy"/>: every error of the file at once, each at its place. No input makes it throw.</summary>
internal static class PolicyReader
{
    /// <summary>Reads a policy's file.</summary>
    /// <param name="file">As the user wrote it; messages show it so.</param>
    /// <param name="fullPath">Where it is, absolute.</param>
    /// <param name="diagnostics">Where errors go.</param>
    /// <param name="asOf">Counted from in place of the policy's own date; null for that.</param>
    /// <returns>The policy; null when it cannot stand, which is then reported.</returns>
    public static Policy? Read(string file, string fullPath, DiagnosticBag diagnostics, DateOnly? asOf = null) =>
        PolicyFile.Load(file, fullPath, diagnostics) is { } bytes
            ? Parse(file, Path.GetDirectoryName(fullPath) ?? fullPath, bytes, diagnostics, asOf)
            : null;

    /// <summary>Reads a policy's bytes.</summary>
    /// <param name="file">As the user wrote it; messages show it so.</param>
    /// <param name="folder">Absolute folder that the policy's paths are counted from.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="diagnostics">Where errors go.</param>
    /// <param name="asOf">Counted from in place of the policy's own date; null for that.</param>
    /// <returns>The policy; null when it cannot stand, which is then reported.</returns>
    public static Policy? Parse(string file, string folder, byte[] bytes, DiagnosticBag diagnostics, DateOnly? asOf = null) =>
        Parse(file, folder, bytes, diagnostics, RuleCatalogue.Entries, asOf);

    /// <summary>Reads a policy that a report keeps, without any of its files.</summary>
    /// <param name="file">As messages shall show it.</param>
    /// <param name="folder">Absolute folder that the policy's paths are counted from.</param>
    /// <param name="bytes">The policy's own text.</param>
    /// <param name="extended">The texts that it extends.</param>
    /// <param name="asOf">Counted from in place of the policy's own date; null for that.</param>
    /// <param name="diagnostics">Where errors go.</param>
    public static Policy? ParseKept(string file, string folder, byte[] bytes, IReadOnlyList<ExtendedPolicy> extended, DateOnly? asOf, DiagnosticBag diagnostics) =>
        Parse(file, folder, bytes, diagnostics, RuleCatalogue.Entries, asOf, extended);

    /// <summary>Reads a policy's bytes against the rules given.</summary>
    internal static Policy? Parse(
        string file, string folder, byte[] bytes, DiagnosticBag diagnostics, IReadOnlyList<RuleEntry> rules, DateOnly? asOf = null, IReadOnlyList<ExtendedPolicy>? kept = null)
    {
        var shown = file.Replace('\\', '/');
        var found = new DiagnosticBag();
        var policy = PolicyTree.Read(shown, folder, bytes, kept, found) is { } tree
            ? Bind(new PolicyText(shown, folder, bytes, tree.Extended, asOf), tree.Root, found, rules)
            : null;

        // What two aliases of one anchor get wrong is one finding.
        foreach (var one in found.Sorted().DistinctBy(d => (d.Code, d.Place, d.Message))) diagnostics.Add(one);
        return found.HasErrors ? null : policy;
    }

    private static Policy? Bind(PolicyText text, YamlMapping root, DiagnosticBag diagnostics, IReadOnlyList<RuleEntry> rules)
    {
        var map = new MapReader(root, "", new Place(text.File, 1, 1), diagnostics);
        map.Has("mixpolicy"); // each file's own was read when the tree was made
        map.Has("extends");
        var name = PolicyName.Read(map, "name");
        var generation = map.Count("generation", 0, int.MaxValue);
        var asOf = map.Date("as_of");
        if (text.AsOf is { } asked) asOf = new Located<DateOnly>(asked, asOf?.Place ?? map.Place);
        var seed = map.Count("seed");
        var sources = SourcesReader.Read(map, text.Folder);
        var mix = MixReader.Read(map, sources);
        var read = RulesReader.Read(map, new RuleContext(asOf?.Value, asOf is not null || map.Has("as_of"), mix?.Unit ?? MixUnit.Tokens, mix?.Budget, sources.IsWhole ? [.. sources.All.Select(s => s.Name)] : null), rules);
        var waivers = WaiversReader.Read(map, asOf is not null || map.Has("as_of"));
        var output = map.Map("output");
        var outputDir = output?.Text("dir");
        if (outputDir is { Value.Length: 0 } empty) map.Report(Codes.OutOfRange, empty.Place, "'output.dir' is empty; name a folder, such as out.");
        output?.Finish();
        map.Finish();

        if (generation is { Value: > 0 } && map.Node("rules") is YamlMapping stated && stated.Find("accumulate") is null)
        {
            diagnostics.Warn(
                Codes.NoParent,
                generation.Value.Place,
                $"'generation' is {generation.Value.Value}, but no rule names its parent: nothing keeps the human data of generation {generation.Value.Value - 1}.");
        }

        return name is null || mix is null ? null
            : new Policy(text.File, text.Folder, text.Bytes, name, (int)(generation?.Value ?? 0), asOf, seed?.Value ?? 0, sources.All, mix, read, outputDir?.Value)
            { Extended = text.Extended, Waivers = waivers };
    }

    private sealed record PolicyText(string File, string Folder, byte[] Bytes, IReadOnlyList<ExtendedPolicy> Extended, DateOnly? AsOf);
}
