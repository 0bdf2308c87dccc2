using MixPolicy.Diagnostics;
using MixPolicy.Output;
using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>Turns what can go wrong with a file into a finding at its place.</summary>
internal static class FileFaults
{
    /// <summary>Reports an exception that is a file's fault; false for any other, which is left to fly on.</summary>
    public static bool Report(Exception exception, SourceFile file, DiagnosticBag diagnostics)
    {
        switch (exception)
        {
            case SourceFileException e:
                diagnostics.Error(e.Code, new Place(file.Name, (int)Math.Min(int.MaxValue, e.Line)), e.Message, e.Remedy is null ? [] : [e.Remedy]);
                return true;
            case OutputUnwritableException:
                return false;
            case IOException or UnauthorizedAccessException:
                diagnostics.Error(Codes.FileUnreadable, new Place(file.Name), $"the file cannot be read: {exception.Message}");
                return true;
            default:
                return false;
        }
    }
}
