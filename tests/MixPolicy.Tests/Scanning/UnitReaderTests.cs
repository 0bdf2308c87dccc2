using System.Security.Cryptography;
using System.Text;
using MixPolicy.Hashing;
using MixPolicy.Scanning;
using MixPolicy.Sources;
using MixPolicy.Tests.Sources;

namespace MixPolicy.Tests.Scanning;

/// <summary>What is written into a unit is read back: block by block, and record by record in any order.</summary>
public sealed class UnitReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(IndexBlock.Capacity - 1)]
    [InlineData(IndexBlock.Capacity)]
    [InlineData((2 * IndexBlock.Capacity) + 3)]
    public void Next_AnyNumberOfRecords_GivesThemBackWithTheirMarks(int records)
    {
        using var folder = new TempFolder();
        using var index = new RecordIndex([], [Write(folder, "a", 5), Write(folder, "b", records)], folder.Path);
        index.Mark(5, RecordIndex.Folded);
        index.Mark(5 + records - 1, 7);
        using var reader = new UnitReader(index, 1);
        using var heap = new HeapReader(index.Units[1].HeapPath);
        var number = 0;
        while (reader.Next(IndexBlock.Columns.Plan))
        {
            Assert.Equal(number, reader.BlockStart);
            Assert.True(reader.Complete());
            Assert.False(reader.Complete());
            var start = reader.Block.HeapStart;
            for (var i = 0; i < reader.Block.Count; i++, number++)
            {
                var entry = reader.Block.Entry(i, start);
                Assert.Equal(Entry(number) with { Heap = start, HeapBytes = entry.HeapBytes }, entry);
                Assert.Equal(Id(number), Encoding.UTF8.GetString(Last(heap.Read(in entry))));
                Assert.Equal(number == records - 1 ? 7 : number == 0 ? RecordIndex.Folded : 1, reader.Occurrences[i]);
                start += entry.HeapBytes;
            }
        }

        Assert.Equal(records, number);
    }

    [Fact]
    public void Lookup_AnyRecord_IsFoundByItsNumber()
    {
        using var folder = new TempFolder();
        const int Records = IndexBlock.Capacity + 100;
        using var index = new RecordIndex([], [Write(folder, "a", 0), Write(folder, "b", Records), Write(folder, "c", 3)], folder.Path);
        using var lookup = new RecordLookup(index);
        foreach (var number in new[] { Records - 1, 0, IndexBlock.Capacity, IndexBlock.Capacity - 1, 17 })
        {
            Assert.Equal(Entry(number).Digest, lookup.Digest(number));
            Assert.Equal(Entry(number).Attributes, lookup.Attributes(number));
            Assert.Equal((1, Entry(number).RowGroup, Entry(number).Row), lookup.Place(number));
            Assert.Equal(Id(number), Encoding.UTF8.GetString(lookup.Id(number)));
        }

        Assert.Equal((2, Entry(1).RowGroup, Entry(1).Row), lookup.Place(Records + 1));
    }

    private static string Id(int number) => $"id-{number}-{new string('x', number % 50)}";

    private static IndexEntry Entry(int number) => new(
        (ulong)number * 3, new Digest256(SHA256.HashData(BitConverter.GetBytes(number))), (ulong)number * 5, number * 7L, -number, number * 11L, 0, number * 13, number % 4, number / 1000, 0);

    private static ReadOnlySpan<byte> Last(ReadOnlySpan<byte> strings)
    {
        ReadOnlySpan<byte> last = default;
        while (!strings.IsEmpty) last = HeapString.Read(ref strings, out _);
        return last;
    }

    private static UnitResult Write(TempFolder folder, string name, int records)
    {
        using var writer = new UnitWriter(folder[name + ".index"], folder[name + ".heap"]);
        for (var i = 0; i < records; i++)
        {
            writer.Begin();
            writer.AddString("generator"u8, present: i % 2 == 0);
            writer.AddString(Encoding.UTF8.GetBytes(Id(i)), present: true);
            writer.End(Entry(i));
        }

        writer.Complete();
        var file = new SourceFile(0, name, folder[name], FileFormat.Jsonl, FileCompression.None);
        return new UnitResult(
            file, FilePart.Whole, records, 0, 0, [], [], [], folder[name + ".index"], writer.IndexHash, folder[name + ".heap"], writer.HeapHash, [], null);
    }
}
