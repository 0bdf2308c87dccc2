namespace MixPolicy.Output;

/// <summary>The outputs cannot be written. The caller turns it into <c>MIX0403</c>; the message is for people.</summary>
internal sealed class OutputUnwritableException : IOException
{
    /// <summary>What failed, in one sentence without a full stop, with its cause.</summary>
    public OutputUnwritableException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>What the file system may throw at a path that a user chose: a full disk, a missing right, a name that cannot be.</summary>
    public static bool IsCause(Exception exception) =>
        exception is not (OutputUnwritableException or OutputBusyException)
        && exception is IOException or UnauthorizedAccessException or NotSupportedException;

    /// <summary>Names what was tried, the system's reason and what became of the outputs or what to do.</summary>
    public static OutputUnwritableException Because(string tried, Exception cause, string consequence) =>
        new($"{tried}: {cause.Message.TrimEnd('.')}; {consequence}", cause);
}
