using CsCheck;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Scanning;

public sealed class HeapStringTests
{
    [Fact]
    public void Read_WhatWasWritten_ComesBackInOrder() =>
        Gen.Select(Gen.OneOf(Gen.Byte.Array[0, 5], Gen.Byte.Array[120, 135], Gen.Byte.Array[16_380, 16_390]), Gen.Bool).List[0, 12].Sample(strings =>
        {
            var buffer = new byte[strings.Sum(s => s.Item1.Length + 5)];
            var length = 0;
            foreach (var (text, present) in strings) length += HeapString.Write(buffer.AsSpan(length), text, present);
            ReadOnlySpan<byte> heap = buffer.AsSpan(0, length);
            foreach (var (text, present) in strings)
            {
                var read = HeapString.Read(ref heap, out var isThere);
                Assert.Equal(present, isThere);
                Assert.True(read.SequenceEqual(present ? text : []));
            }

            Assert.True(heap.IsEmpty);
        });

    [Fact]
    public void Write_AbsentAndEmpty_AreToldApart()
    {
        var buffer = new byte[5];
        Assert.Equal((1, 0), (HeapString.Write(buffer, [], present: false), buffer[0]));
        Assert.Equal((1, 1), (HeapString.Write(buffer, [], present: true), buffer[0]));
    }
}
