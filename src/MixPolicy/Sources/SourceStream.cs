using MixPolicy.Diagnostics;
using MixPolicy.Sources.Zstd;
using ZstdSharp;

namespace MixPolicy.Sources;

/// <summary>
/// A source file's bytes, decompressed on the way. Everything that goes wrong with the file is a <see cref="SourceFileException"/>; a
/// compressed file that ends early is an error, never an early end. Not thread-safe.
/// </summary>
internal sealed class SourceStream : IDisposable
{
    private const int BufferSize = 1 << 17;
    private readonly FileStream? _file;
    private readonly Stream _content;
    private readonly long _from;
    private long _left;

    private SourceStream(FileStream? file, Stream content, FilePart part)
    {
        (_file, _content, _from) = (file, content, part.From);
        _left = content == file ? Math.Max(0, part.To - part.From) : long.MaxValue;
    }

    /// <summary>Bytes taken from the disk so far, compressed as they lie there.</summary>
    public long BytesRead => _file is null ? 0 : _file.Position - _from;

    /// <summary>Opens all of a file; as <see cref="Open(SourceFile, FilePart, bool)"/>.</summary>
    public static SourceStream Open(SourceFile file) => Open(file, FilePart.Whole);

    /// <summary>Opens a file and looks at its first bytes: what is surely of another kind is refused here, with its name.</summary>
    /// <param name="file">The file.</param>
    /// <param name="part">Its bytes to be read; all of a compressed file.</param>
    /// <param name="ahead">Whether a compressed file is decompressed on a thread of its own.</param>
    public static SourceStream Open(SourceFile file, FilePart part, bool ahead = false)
    {
        if (IsEmpty(file.FullPath)) return new SourceStream(null, Stream.Null, part);

        // Whoever reads has a buffer of his own.
        var stream = OpenFile(file, 0);
        try
        {
            Span<byte> head = stackalloc byte[64];
            head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
            stream.Position = part.From;
            FileKinds.RefuseOthers(file, head);
            Stream content = head.IsEmpty ? stream : file.Compression switch
            {
                FileCompression.Gzip => new GzipInput(stream),
                FileCompression.Zstd => ZstdStream.Open(stream, BufferSize),
                _ => stream,
            };
            return new SourceStream(stream, ahead && content != stream ? new ReadAhead(content) : content, part);
        }
        catch (IOException e) when (e is not SourceFileException)
        {
            stream.Dispose();
            throw FileKinds.Unreadable(e);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Whether a file has no bytes. A pipe says so too: opening one would wait, perhaps for ever, for somebody who writes.</summary>
    /// <exception cref="SourceFileException">The file is not there, or a folder.</exception>
    public static bool IsEmpty(string path)
    {
        try
        {
            return new FileInfo(path).Length == 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileKinds.Unreadable(e);
        }
    }

    /// <summary>Opens the bare file for reading, front to back.</summary>
    public static FileStream OpenFile(SourceFile file, int bufferSize)
    {
        try
        {
            return new FileStream(file.FullPath, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileKinds.Unreadable(e);
        }
    }

    /// <summary>Reads some bytes; 0 at the end of a file that is whole.</summary>
    public int Read(Span<byte> into)
    {
        try
        {
            var read = _content.Read(into[..(int)Math.Min(into.Length, _left)]);
            _left -= read;
            return read;
        }
        catch (EndOfStreamException e)
        {
            throw new SourceFileException(
                Codes.FileUnreadable, "The compressed file ends in the middle: it is truncated.", "Copy or download it again.", e);
        }
        catch (Exception e) when (e is InvalidDataException or ZstdException)
        {
            throw new SourceFileException(Codes.FileUnreadable, "The compressed data are corrupt.", "Copy or download the file again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileKinds.Unreadable(e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_content != _file) _content.Dispose();
        _file?.Dispose();
    }
}
