using MixPolicy.Output;

namespace MixPolicy.Scanning;

/// <summary>Scratch files in the output folder. A full disk there is a fault of the output, never of the source that is being read.</summary>
internal static class ScratchFiles
{
    /// <summary>Creates a file that must not exist; unbuffered: callers write blocks.</summary>
    /// <exception cref="OutputUnwritableException">It cannot be made.</exception>
    public static FileStream Create(string path, FileOptions options = FileOptions.None)
    {
        try
        {
            return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, 1, options);
        }
        catch (Exception e) when (OutputUnwritableException.IsCause(e))
        {
            throw Unwritable(e);
        }
    }

    /// <summary>Writes a block.</summary>
    /// <exception cref="OutputUnwritableException">It cannot be written.</exception>
    public static void Write(FileStream file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            file.Write(bytes);
        }
        catch (Exception e) when (OutputUnwritableException.IsCause(e))
        {
            throw Unwritable(e);
        }
    }

    /// <summary>What to throw for a cause.</summary>
    public static OutputUnwritableException Unwritable(Exception cause) => OutputUnwritableException.Because(
        "a scratch file in the output folder cannot be written", cause, "make room there or choose another folder");
}
