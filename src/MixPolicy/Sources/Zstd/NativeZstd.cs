using System.Runtime.InteropServices;

namespace MixPolicy.Sources.Zstd;

/// <summary>
/// The system's own libzstd, where Linux has one (Debian's and Fedora's package managers need it): it decompresses text a fifth to a third
/// faster than the managed port, which is used elsewhere and writes everywhere. What it yields is fixed by the format, RFC 8878, not by the
/// version. Thread-safe.
/// </summary>
internal static unsafe class NativeZstd
{
    private static readonly nint Library =
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libzstd.so.1", out var library) && HasAll(library) ? library : 0;

    private static readonly delegate* unmanaged<nint> CreateContext = (delegate* unmanaged<nint>)Find("ZSTD_createDCtx");
    private static readonly delegate* unmanaged<nint, nuint> FreeContext = (delegate* unmanaged<nint, nuint>)Find("ZSTD_freeDCtx");
    private static readonly delegate* unmanaged<nuint, uint> HasFailed = (delegate* unmanaged<nuint, uint>)Find("ZSTD_isError");
    private static readonly delegate* unmanaged<nint, byte*, nuint, byte*, nuint, nuint> DecompressAll =
        (delegate* unmanaged<nint, byte*, nuint, byte*, nuint, nuint>)Find("ZSTD_decompressDCtx");

    private static readonly delegate* unmanaged<nint, Buffer*, Buffer*, nuint> DecompressSome =
        (delegate* unmanaged<nint, Buffer*, Buffer*, nuint>)Find("ZSTD_decompressStream");

    private static IReadOnlyList<string> Names => ["ZSTD_createDCtx", "ZSTD_freeDCtx", "ZSTD_isError", "ZSTD_decompressDCtx", "ZSTD_decompressStream"];

    /// <summary>Whether the library is there; nothing else may be called without it.</summary>
    public static bool IsPresent => Library != 0;

    /// <summary>A context for one thread at a time.</summary>
    public static nint Create()
    {
        var context = CreateContext();
        return context != 0 ? context : throw new InsufficientMemoryException();
    }

    /// <summary>Frees a context.</summary>
    public static void Free(nint context) => FreeContext(context);

    /// <summary>Decompresses whole frames; the bytes written.</summary>
    /// <exception cref="InvalidDataException">They are corrupt, cut short, or hold more than there is room for.</exception>
    public static int Decompress(nint context, ReadOnlySpan<byte> source, Span<byte> target)
    {
        fixed (byte* from = source, to = target)
        {
            return (int)Checked(DecompressAll(context, to, (nuint)target.Length, from, (nuint)source.Length));
        }
    }

    /// <summary>Decompresses what there is and fits.</summary>
    /// <param name="context">Keeps the frame's state from call to call.</param>
    /// <param name="source">The next bytes.</param>
    /// <param name="target">Room.</param>
    /// <param name="read">Bytes of the source that were used.</param>
    /// <param name="written">Bytes written.</param>
    /// <returns>Whether a frame is complete and all of it written.</returns>
    /// <exception cref="InvalidDataException">The bytes are corrupt.</exception>
    public static bool DecompressNext(nint context, ReadOnlySpan<byte> source, Span<byte> target, out int read, out int written)
    {
        fixed (byte* from = source, to = target)
        {
            var input = new Buffer { Bytes = from, Size = (nuint)source.Length };
            var output = new Buffer { Bytes = to, Size = (nuint)target.Length };
            var wanted = Checked(DecompressSome(context, &output, &input));
            (read, written) = ((int)input.Position, (int)output.Position);
            return wanted == 0;
        }
    }

    private static nuint Checked(nuint result) => HasFailed(result) == 0 ? result : throw new InvalidDataException("the zstd data are corrupt");

    private static nint Find(string name) => Library == 0 ? 0 : NativeLibrary.GetExport(Library, name);

    private static bool HasAll(nint library)
    {
        foreach (var name in Names)
        {
            if (!NativeLibrary.TryGetExport(library, name, out _)) return false;
        }

        return true;
    }

    /// <summary>ZSTD_inBuffer and ZSTD_outBuffer of zstd.h, which are alike.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Buffer
    {
        public byte* Bytes;
        public nuint Size;
        public nuint Position;
    }
}
