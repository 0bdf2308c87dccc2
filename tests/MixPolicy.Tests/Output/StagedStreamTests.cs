using MixPolicy.Output;

namespace MixPolicy.Tests.Output;

public sealed class StagedStreamTests
{
    [Fact]
    public async Task Write_DiskFull_NamesTheOutputWhicheverWayItIsWritten()
    {
        var stream = new StagedStream(new FullDisk(), "manifest.parquet");

        Assert.Throws<OutputUnwritableException>(() => stream.Write([1, 2]));
        Assert.Throws<OutputUnwritableException>(() => stream.Write([1, 2], 0, 1));
        Assert.Throws<OutputUnwritableException>(() => stream.WriteByte(1));
        Assert.Throws<OutputUnwritableException>(stream.Flush);
        Assert.Throws<OutputUnwritableException>(() => stream.SetLength(9));
        Assert.Throws<OutputUnwritableException>(() => stream.Position = 1);
        await Assert.ThrowsAsync<OutputUnwritableException>(() => stream.FlushAsync());
        await Assert.ThrowsAsync<OutputUnwritableException>(() => stream.WriteAsync(new byte[1]).AsTask());
        await Assert.ThrowsAsync<OutputUnwritableException>(() => stream.WriteAsync(new byte[1], 0, 1));
        var thrown = Assert.Throws<OutputUnwritableException>(stream.Dispose);

        Assert.Equal(
            "the output manifest.parquet cannot be written: No space left on device; the outputs that stood before are untouched",
            thrown.Message);
        Assert.True(stream.IsClosed);
        stream.Dispose();
    }

    [Fact]
    public void Seek_BackAndOverwrite_IsTheFilesOwn()
    {
        using var file = new MemoryStream();
        using var stream = new StagedStream(file, "a");
        stream.Write([1, 2, 3]);
        stream.Position = 1;
        stream.WriteByte(9);
        stream.Seek(0, SeekOrigin.Begin);

        var read = new byte[3];
        stream.ReadExactly(read);

        Assert.Equal([1, 9, 3], read);
        Assert.Equal(3, stream.Length);
    }

    private sealed class FullDisk : MemoryStream
    {
        private static IOException Full => new("No space left on device.");

        public override void Write(ReadOnlySpan<byte> buffer) => throw Full;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw Full;

        public override void Flush() => throw Full;

        public override Task FlushAsync(CancellationToken cancellationToken) => throw Full;

        public override void SetLength(long value) => throw Full;

        public override long Seek(long offset, SeekOrigin loc) => throw Full;

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            throw Full;
        }
    }
}
