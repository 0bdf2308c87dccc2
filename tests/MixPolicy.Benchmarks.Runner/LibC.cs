using System.Runtime.InteropServices;

namespace MixPolicy.Benchmarks.Runner;

/// <summary>The few calls of the C library that <see cref="ChildProcess"/> needs (Linux, 64 bit).</summary>
internal static partial class LibC
{
    /// <summary>Larger than <c>posix_spawn_file_actions_t</c> of glibc (80 bytes) and musl (76).</summary>
    public const int FileActionsBytes = 512;

    public const int WriteCreateTruncate = 0x1 | 0x40 | 0x200;
    public const int Interrupted = 4;

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int posix_spawnp(out int pid, string file, byte* fileActions, byte* attributes, nint[] arguments, nint[] environment);

    [LibraryImport("libc")]
    public static unsafe partial int posix_spawn_file_actions_init(byte* actions);

    [LibraryImport("libc")]
    public static unsafe partial int posix_spawn_file_actions_destroy(byte* actions);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int posix_spawn_file_actions_addopen(byte* actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int wait4(int pid, out int status, int options, out ResourceUsage usage);

    /// <summary><c>struct rusage</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct ResourceUsage
    {
        public long UserSeconds;
        public long UserMicroseconds;
        public long SystemSeconds;
        public long SystemMicroseconds;

        /// <summary>In KiB.</summary>
        public long MaxResidentSet;

        // ixrss to nivcsw: 13 longs that nobody reads here, kept for the size.
        public UnreadLongs Rest;
    }

    /// <summary>The tail of <c>struct rusage</c>.</summary>
    [System.Runtime.CompilerServices.InlineArray(13)]
    internal struct UnreadLongs
    {
        private long _first;
    }
}
