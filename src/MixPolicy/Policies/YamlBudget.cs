namespace MixPolicy.Policies;

/// <summary>How much the files of one policy may hold together: no file drawn in, nor all of them, can ask for more than one file could.</summary>
internal sealed class YamlBudget
{
    /// <summary>Most nodes, each alias counted as all that it stands for, and each file as often as it is drawn in.</summary>
    public const int MaxNodes = 100_000;

    private long _nodes;
    private long _bytes;

    /// <summary>Files opened so far, counted as often as they are drawn in.</summary>
    public int Files { get; private set; }

    /// <summary>Opens one more file; false when all together are larger than a policy may be.</summary>
    public bool Open(int bytes)
    {
        Files++;
        _bytes += bytes;
        return _bytes <= YamlText.MaxBytes;
    }

    /// <summary>Takes nodes; false when there are no more.</summary>
    public bool Take(long nodes)
    {
        _nodes += nodes;
        return _nodes <= MaxNodes;
    }
}
