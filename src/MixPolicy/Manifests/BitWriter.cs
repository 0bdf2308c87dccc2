using System.Buffers.Binary;

namespace MixPolicy.Manifests;

/// <summary>Packs integers of one width end to end, the first in the lowest bits, as all of Parquet's bit-packed forms do.</summary>
/// <remarks>Writes past the last value only within the byte that holds its end.</remarks>
internal ref struct BitWriter
{
    private readonly Span<byte> _output;
    private readonly int _width;
    private ulong _pending;
    private int _bits;
    private int _written;

    /// <summary>A packer into memory that is large enough.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="width">Bits a value, 1 to 64.</param>
    public BitWriter(Span<byte> output, int width)
    {
        _output = output;
        _width = width;
    }

    /// <summary>Adds a value, which must fit the width.</summary>
    public void Add(ulong value)
    {
        _pending |= value << _bits;
        _bits += _width;
        if (_bits < 64) return;
        BinaryPrimitives.WriteUInt64LittleEndian(_output[_written..], _pending);
        _written += 8;
        _bits -= 64;
        _pending = _bits == 0 ? 0 : value >> (_width - _bits);
    }

    /// <summary>Writes what is pending, the rest of the last byte zero.</summary>
    public void Finish()
    {
        for (; _bits > 0; _bits -= 8, _pending >>= 8) _output[_written++] = (byte)_pending;
    }
}
