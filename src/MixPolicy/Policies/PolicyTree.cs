using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>
/// Composes a policy and all that it extends into one tree: what is extended first, in the order listed, each over the one before, and the
/// policy itself last. A tree is given only if every file of it could be read: one with holes would be blamed for what the missing file says.
/// </summary>
internal sealed class PolicyTree
{
    /// <summary>Most files that extend one another in a line, the policy not counted.</summary>
    public const int MaxDepth = 8;

    /// <summary>Most files that a policy draws in, each counted as often as it is drawn in.</summary>
    public const int MaxFiles = 32;

    private readonly DiagnosticBag _diagnostics;
    private readonly string _folder;
    private readonly YamlBudget _budget = new();
    private readonly List<PolicyLayer> _open = [];
    private readonly List<ExtendedPolicy> _extended = [];
    private readonly IReadOnlyList<ExtendedPolicy>? _kept;

    private PolicyTree(string folder, IReadOnlyList<ExtendedPolicy>? kept, DiagnosticBag diagnostics)
    {
        _folder = folder;
        _kept = kept;
        _diagnostics = diagnostics;
    }

    /// <summary>The tree; null when it cannot stand, which is then reported.</summary>
    /// <param name="file">As messages show it.</param>
    /// <param name="folder">Absolute folder of the policy.</param>
    /// <param name="bytes">The policy.</param>
    /// <param name="kept">The files that it extends, as a report keeps them: no other is read; null to read them where they lie.</param>
    /// <param name="diagnostics">Where errors go.</param>
    public static (YamlMapping Root, IReadOnlyList<ExtendedPolicy> Extended)? Read(
        string file, string folder, byte[] bytes, IReadOnlyList<ExtendedPolicy>? kept, DiagnosticBag diagnostics)
    {
        var tree = new PolicyTree(folder, kept, diagnostics);
        return tree.Read(PolicyLayer.Of(file, folder), bytes, null) is { } root ? (root, tree._extended) : null;
    }

    private YamlMapping? Read(PolicyLayer layer, byte[] bytes, Place? extendedAt)
    {
        if (!_budget.Open(bytes.Length) && extendedAt is not null)
        {
            _diagnostics.Error(Codes.TooComplex, extendedAt, $"With {Shown.Quote(layer.Shown)} the policy has more than {YamlText.MaxBytes} bytes in all; no policy needs that.");
            return null;
        }

        if (YamlText.Decode(layer.Shown, bytes, _diagnostics) is not { } text || YamlComposer.Compose(layer.Shown, text, _budget, _diagnostics) is not { } node) return null;
        if (node is not YamlMapping own)
        {
            if (node is not YamlBroken) _diagnostics.Error(Codes.WrongType, node.Place, $"A policy is a mapping that starts with 'mixpolicy: {LanguageVersion.Current}'; found {Shown.Describe(node)}.");
            return null;
        }

        var map = new MapReader(own, "", new Place(layer.Shown, 1, 1), _diagnostics);
        if (!LanguageVersion.IsRead(map, extendedAt)) return null;
        if (ExtendsReader.Read(map) is not { } extends) return null;
        _open.Add(layer);
        var under = extends.Select(name => Extend(layer, name)).ToList();
        _open.RemoveAt(_open.Count - 1);
        return under.Contains(null) ? null : under.Append(own).Aggregate((lower, upper) => TreeMerge.Merge(lower!, upper!));
    }

    private YamlMapping? Extend(PolicyLayer from, Located<string> name)
    {
        if (ExtendsReader.Find(from, name, _diagnostics) is not { } layer || !MayOpen(layer, name.Place)) return null;
        var known = layer.Folder is null ? layer.Id : Path.GetRelativePath(_folder, layer.Id).Replace(Path.DirectorySeparatorChar, '/');
        var bytes = _extended.Find(e => e.Name == known)?.Bytes; // read once, or two readings could differ
        if (bytes is null)
        {
            bytes = _kept is not null ? Kept(known, name.Place)
                : layer.Folder is null ? Packs.Load(layer.Id)
                : PolicyFile.Load(name.Value, layer.Id, name.Place, Codes.ExtendsUnreadable, _diagnostics);
            if (bytes is null) return null;
            _extended.Add(new ExtendedPolicy(known, layer.Shown, bytes));
        }

        return Read(layer, bytes, name.Place);
    }

    private byte[]? Kept(string name, Place place)
    {
        if (_kept!.FirstOrDefault(e => e.Name == name) is { } found) return found.Bytes;
        _diagnostics.Error(Codes.ExtendsUnreadable, place, $"The report does not hold {Shown.Quote(name)}, which the policy extends.");
        return null;
    }

    private bool MayOpen(PolicyLayer layer, Place place)
    {
        var first = _open.FindIndex(o => o.Id == layer.Id);
        if (first >= 0)
        {
            var way = string.Join(", which extends ", _open.Skip(first + 1).Append(layer).Select(o => Shown.Short(o.Shown)));
            _diagnostics.Error(Codes.ExtendsCycle, place, $"A policy cannot extend itself: {Shown.Short(layer.Shown)} extends {way}.");
            return false;
        }

        if (_open.Count > MaxDepth)
        {
            _diagnostics.Error(Codes.ExtendsTooMuch, place, $"{Shown.Quote(layer.Shown)} would be more than {MaxDepth} files away from the policy; no policy needs that.");
            return false;
        }

        if (_budget.Files > MaxFiles)
        {
            _diagnostics.Error(Codes.ExtendsTooMuch, place, $"With {Shown.Quote(layer.Shown)} the policy draws in more than {MaxFiles} files; no policy needs that.");
            return false;
        }

        return true;
    }
}
