using MixPolicy.Policies;

namespace MixPolicy.Suggestions;

/// <summary>Whether two trees say the same, wherever it stands in their texts.</summary>
internal static class SameTree
{
    /// <summary>Compares two nodes and all below them.</summary>
    public static bool Are(YamlNode a, YamlNode b) => (a, b) switch
    {
        (YamlScalar x, YamlScalar y) => x.Text == y.Text && x.IsPlain == y.IsPlain,
        (YamlSequence x, YamlSequence y) => x.Items.Count == y.Items.Count && x.Items.Zip(y.Items).All(p => Are(p.First, p.Second)),
        (YamlMapping x, YamlMapping y) => x.Entries.Count == y.Entries.Count
            && x.Entries.Zip(y.Entries).All(p => p.First.Key.Text == p.Second.Key.Text && Are(p.First.Value, p.Second.Value)),
        _ => false,
    };
}
