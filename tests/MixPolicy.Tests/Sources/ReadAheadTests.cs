using System.Text;
using MixPolicy.Sources;

namespace MixPolicy.Tests.Sources;

public sealed class ReadAheadTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1 << 18)]
    [InlineData((1 << 18) + 1)]
    [InlineData(3_000_000)]
    public void Read_AnyLength_GivesTheSameBytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        using var ahead = new ReadAhead(new Drops(bytes, 70_001));
        using var found = new MemoryStream();
        ahead.CopyTo(found);
        Assert.Equal(bytes, found.ToArray());
        Assert.Equal(0, ahead.Read(new byte[10]));
    }

    [Fact]
    public void Read_StreamThatFails_GivesWhatCameBeforeAndThenTheFault()
    {
        using var ahead = new ReadAhead(new Drops(new byte[600_000], 1000, failsAt: 500_000));
        var read = 0;
        var fault = Assert.Throws<InvalidDataException>(() =>
        {
            for (int some; (some = ahead.Read(new byte[999])) > 0; read += some)
            {
            }
        });
        Assert.Equal(("broken", 500_000), (fault.Message, read));
        Assert.Throws<InvalidDataException>(() => ahead.Read(new byte[1]));
    }

    [Fact]
    public void Dispose_BeforeTheEnd_EndsTheThreadAndDisposesTheStream()
    {
        var endless = new Drops(null, 1000);
        var ahead = new ReadAhead(endless);
        Assert.True(ahead.Read(new byte[10]) > 0);
        ahead.Dispose();
        ahead.Dispose();
        Assert.Equal(1, endless.Disposals);
        Assert.False(endless.ReadAfterwards);
    }

    [Theory]
    [InlineData("x.jsonl")]
    [InlineData("x.jsonl.gz")]
    [InlineData("x.jsonl.zst")]
    [InlineData("x.csv.zst")]
    public void Open_Ahead_ReadsTheSameRecordsAndTheSameFaults(string name)
    {
        using var folder = new TempFolder();
        var text = "\"a\"\n" + string.Concat(Enumerable.Range(0, 90_000).Select(i => $"{{\"a\":\"{i * 7919L * i}\"}}\n"));
        if (name.Contains("csv", StringComparison.Ordinal)) text = text.Replace("{\"a\":", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
        var packed = name == "x.jsonl" ? Encoding.UTF8.GetBytes(text) : CompressionTests.Pack(name, text);
        foreach (var length in new[] { packed.Length, packed.Length / 2, 20 })
        {
            var path = folder.Write(name, packed.AsSpan(0, length));
            Assert.Equal(Outcome(path, ahead: false), Outcome(path, ahead: true));
        }
    }

    private static string Outcome(string path, bool ahead)
    {
        var found = new StringBuilder();
        try
        {
            using var reader = RecordReaders.Open(Reading.File(path), FilePart.Whole, ["a"], ahead);
            var batch = new RecordBatch(["a"]);
            while (reader.Read(batch, CancellationToken.None))
            {
                for (var i = 0; i < batch.Count; i++) found.Append(batch.Row(i)).Append(Reading.Cell(batch.Columns[0], i)).Append(batch.Fault(i)).Append('\n');
            }

            found.Append(reader.BytesRead);
        }
        catch (SourceFileException e)
        {
            found.Append(e.Message);
        }

        return found.ToString();
    }

    /// <summary>A stream that gives a little at a time, for ever if it has no bytes, and may fail.</summary>
    private sealed class Drops(byte[]? bytes, int size, int failsAt = int.MaxValue) : MemoryStream
    {
        private int _at;

        public int Disposals { get; private set; }

        public bool ReadAfterwards { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            ReadAfterwards |= Disposals > 0;
            if (_at >= failsAt) throw new InvalidDataException("broken");
            var length = Math.Min(size, count);
            if (bytes is null) return length;
            length = Math.Min(Math.Min(length, failsAt - _at), bytes.Length - _at);
            bytes.AsSpan(_at, length).CopyTo(buffer.AsSpan(offset));
            _at += length;
            return length;
        }

        protected override void Dispose(bool disposing)
        {
            Disposals++;
            base.Dispose(disposing);
        }
    }
}
