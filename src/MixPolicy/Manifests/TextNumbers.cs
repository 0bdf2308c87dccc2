using MixPolicy.Scanning;

namespace MixPolicy.Manifests;

/// <summary>Numbers texts from 0 in the order in which they are first seen. Not thread-safe.</summary>
internal sealed class TextNumbers
{
    private readonly Dictionary<byte[], int> _numbers = new(new ByteKeys());
    private byte[] _last = [];
    private int _lastNumber = -1;

    /// <summary>The number of a text.</summary>
    /// <param name="text">Its UTF-8.</param>
    /// <param name="isNew">Whether it is seen for the first time.</param>
    public int Of(ReadOnlySpan<byte> text, out bool isNew)
    {
        isNew = false;
        if (_lastNumber >= 0 && text.SequenceEqual(_last)) return _lastNumber;
        var lookup = _numbers.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!lookup.TryGetValue(text, out _last!, out _lastNumber))
        {
            isNew = true;
            (_last, _lastNumber) = (text.ToArray(), _numbers.Count);
            _numbers.Add(_last, _lastNumber);
        }

        return _lastNumber;
    }
}
