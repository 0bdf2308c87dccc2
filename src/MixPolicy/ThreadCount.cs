using System.Globalization;

namespace MixPolicy;

/// <summary>How hosts read a number of worker threads.</summary>
public static class ThreadCount
{
    /// <summary>More are a slip of the pen.</summary>
    public const int Most = 1024;

    /// <summary>A whole number from 1 to <see cref="Most"/>; null for any other text.</summary>
    public static int? Read(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Most ? number : null;
}
