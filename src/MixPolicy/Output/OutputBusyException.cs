namespace MixPolicy.Output;

/// <summary>Another run holds the output folder. The caller turns it into <c>MIX0406</c>; the message is for people.</summary>
internal sealed class OutputBusyException : IOException
{
    /// <summary>The folder at <paramref name="folder"/> is held.</summary>
    public OutputBusyException(string folder, Exception inner)
        : base($"another run is writing to the output folder {folder}; wait until it has ended, or choose another folder", inner)
    {
    }
}
