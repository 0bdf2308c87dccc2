using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>Reads <c>extends</c>: one name or a list of them, each a pack of the tool's or a file relative to the one that names it.</summary>
internal static class ExtendsReader
{
    private const string Key = "extends";
    private const string Example = $"Write extends: [ {Packs.Scheme}pretrain ] or [ ../base.yaml ].";

    /// <summary>The names as written, none when the key is absent; null when they cannot stand, which is then reported.</summary>
    public static IReadOnlyList<Located<string>>? Read(MapReader map)
    {
        if (!map.Has(Key)) return [];
        return map.Node(Key) is YamlScalar { IsNull: false } one ? [new(one.Text, one.Place)] : map.Texts(Key);
    }

    /// <summary>What a name means; null when it means nothing, which is then reported.</summary>
    public static PolicyLayer? Find(PolicyLayer from, Located<string> name, DiagnosticBag diagnostics)
    {
        if (name.Value.StartsWith(Packs.Scheme, StringComparison.Ordinal))
        {
            if (Packs.Names.Contains(name.Value, StringComparer.Ordinal)) return PolicyLayer.Pack(name.Value);
            var nearest = Spelling.Nearest(name.Value[Packs.Scheme.Length..], Packs.Names.Select(n => n[Packs.Scheme.Length..]));
            diagnostics.Error(
                Codes.ExtendsUnknownPack,
                name.Place,
                $"There is no pack {Shown.Quote(name.Value)}.{(nearest is null ? "" : $" Did you mean '{Packs.Scheme}{nearest}'?")} The packs are {string.Join(", ", Packs.Names)}.");
            return null;
        }

        if (Problem(from, name.Value) is not { } problem) return from.Beside(name.Value);
        diagnostics.Error(Codes.ExtendsUnreadable, name.Place, problem);
        return null;
    }

    private static string? Problem(PolicyLayer from, string path)
    {
        if (path.Length == 0) return $"'{Key}' holds an empty name. {Example}";
        var shown = Shown.Quote(path);
        if (path.Contains("://", StringComparison.Ordinal)) return $"{shown} is an address; a policy extends packs and files on this machine.";
        if (path.Contains('\\', StringComparison.Ordinal)) return $"{shown} has a backslash; write {Shown.Short(path.Replace('\\', '/'))}.";
        if (path[0] is '/' or '~' || (path.Length > 1 && path[1] == ':')) return $"{shown} is not relative: it would be another file on another machine. {Example}";
        if (from.Folder is null) return $"{shown} is a file, and a pack lies in no folder: a pack extends packs only.";
        var pack = Packs.Scheme + path;
        return Packs.Names.Contains(pack, StringComparer.Ordinal) && !File.Exists(Path.GetFullPath(path, from.Folder)) ? $"There is no file {shown} here. Did you mean the pack '{pack}'?" : null;
    }
}
