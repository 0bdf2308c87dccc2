using MixPolicy.Diagnostics;
using MixPolicy.Sources;

namespace MixPolicy.Manifests;

/// <summary>Numbers the sources that a manifest names, for all workers alike, in the order in which they are met. Thread-safe.</summary>
internal sealed class SourceNumbers
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>The names by number; to be asked when nobody adds any.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The number of a source.</summary>
    /// <exception cref="SourceFileException">There are more than can be told apart.</exception>
    public int Of(string name)
    {
        lock (_names)
        {
            if (_numbers.TryGetValue(name, out var number)) return number;
            if (_names.Count == SeenText.MaxSources)
            {
                throw new SourceFileException(Codes.ManifestUnreadable, $"the manifest names more than {SeenText.MaxSources} sources", "check what is in the column source");
            }

            _names.Add(name);
            return _numbers[name] = _names.Count - 1;
        }
    }
}
