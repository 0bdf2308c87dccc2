using System.Numerics;

namespace MixPolicy.Manifests;

/// <summary>Finds a value by a key of several numbers. Not thread-safe.</summary>
/// <param name="width">Numbers a key, at least 1.</param>
internal sealed class KeyTable(int width)
{
    private int[] _slots = new int[256];
    private long[] _keys = new long[64 * width];
    private int[] _values = new int[64];
    private int _count;

    /// <summary>The value of a key; false when it has none.</summary>
    public bool TryFind(ReadOnlySpan<long> key, out int value)
    {
        var at = _slots[Slot(key)];
        value = at == 0 ? 0 : _values[at - 1];
        return at != 0;
    }

    /// <summary>Gives a key that has none a value.</summary>
    public void Add(ReadOnlySpan<long> key, int value)
    {
        if (2 * (_count + 1) > _slots.Length) Grow();
        if (_count == _values.Length)
        {
            Array.Resize(ref _values, 2 * _count);
            Array.Resize(ref _keys, 2 * _count * width);
        }

        key.CopyTo(_keys.AsSpan(_count * width));
        _values[_count++] = value;
        _slots[Slot(key)] = _count;
    }

    /// <summary>Where the key stands, or is to stand.</summary>
    private int Slot(ReadOnlySpan<long> key)
    {
        var hash = 0UL;
        foreach (var part in key) hash = (BitOperations.RotateLeft(hash, 23) ^ unchecked((ulong)part)) * 0x9E37_79B9_7F4A_7C15;
        var slot = (int)(hash >> 32) & (_slots.Length - 1);
        while (_slots[slot] is not 0 and var at && !IsKey(at - 1, key)) slot = (slot + 1) & (_slots.Length - 1);
        return slot;
    }

    /// <summary>Compares number by number: the key has just been written so, and wider loads would wait for that.</summary>
    private bool IsKey(int at, ReadOnlySpan<long> key)
    {
        var held = _keys.AsSpan(at * width, key.Length);
        for (var i = 0; i < key.Length; i++)
        {
            if (held[i] != key[i]) return false;
        }

        return true;
    }

    private void Grow()
    {
        _slots = new int[2 * _slots.Length];
        for (var at = 0; at < _count; at++) _slots[Slot(_keys.AsSpan(at * width, width))] = at + 1;
    }
}
