using System.Text;

namespace MixPolicy.Manifests;

/// <summary>Different texts, numbered from 0 in the order given. Immutable, so thread-safe.</summary>
internal sealed class LabelSet
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly byte[][] _texts;

    /// <summary>The set of some texts; one that comes again keeps its first number.</summary>
    public LabelSet(IEnumerable<string> texts)
    {
        foreach (var text in texts) _numbers.TryAdd(text, _numbers.Count);
        _texts = [.. _numbers.OrderBy(n => n.Value).Select(n => Encoding.UTF8.GetBytes(n.Key))];
    }

    /// <summary>How many there are.</summary>
    public int Count => _texts.Length;

    /// <summary>A text by its number, as UTF-8.</summary>
    public ReadOnlySpan<byte> this[int label] => _texts[label];

    /// <summary>The number of a text, which must be in the set.</summary>
    public int Of(string text) => _numbers[text];
}
