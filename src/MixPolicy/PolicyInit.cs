using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Sources;

namespace MixPolicy;

/// <summary>Writes a first policy for a folder of data. Thread-safe; two runs on one folder at once: one of them wins whole.</summary>
public static class PolicyInit
{
    private const string FileName = "policy.yaml";

    /// <summary>Finds the data files, guesses their columns and writes <c>policy.yaml</c>. What is wrong is in the result, not thrown.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; nothing was written.</exception>
    public static InitResult Run(InitRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var found = new DiagnosticBag();
        var target = Path.Combine(request.Folder, FileName);
        if (request.Name is { } name && (name.Length == 0 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')))
        {
            found.Error(Codes.BadArguments, new Place(""), $"the name '{name}' is not one: use lower-case letters a-z, digits and '-', such as '{PolicyTemplate.NameFrom(name)}'");
        }
        else if (!Directory.Exists(request.Folder))
        {
            found.Error(Codes.BadArguments, new Place(""), $"the folder '{request.Folder}' does not exist: name the folder that holds the data");
        }
        else if (File.Exists(target) && !request.Force)
        {
            found.Error(Codes.OutputUnwritable, new Place(FileName), $"'{target}' is already there and was left as it is", "--force replaces it");
        }
        else if (DataFolder.Files(request.Folder, found, cancellation) is { Count: > 0 } files)
        {
            var sources = TemplateSources.From(request.Folder, files, found, cancellation);
            var text = PolicyTemplate.Render(request.Name ?? PolicyTemplate.NameFrom(Path.GetFileName(Path.TrimEndingDirectorySeparator(request.Folder))), request.Today, sources);
            if (Write(target, text, request.Force, found)) return new InitResult(target, sources.Count, files.Count, found.Sorted());
        }
        else if (!found.HasErrors)
        {
            found.Error(Codes.NoFiles, new Place(""), $"no data files in '{request.Folder}' or below: looked for {DataFolder.LookedFor}");
        }

        return new InitResult(null, 0, 0, found.Sorted());
    }

    private static bool Write(string target, string text, bool force, DiagnosticBag found)
    {
        var unfinished = target + ".tmp";
        try
        {
            File.WriteAllText(unfinished, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(unfinished, target, overwrite: force);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            found.Error(Codes.OutputUnwritable, new Place(FileName), $"'{target}' cannot be written: {fault.Message}");
            return false;
        }
    }
}
