using System.Text.Json;
using MixPolicy.Output;

namespace MixPolicy.Lineage.Audit;

/// <summary>Where the policy of a report lies: what the report names is found from there.</summary>
/// <param name="Folder">Absolute folder of the policy.</param>
/// <param name="File">Absolute path of the policy.</param>
internal sealed record PolicyPlace(string Folder, string File)
{
    /// <summary>What to do where it is not known.</summary>
    public const string Remedy = "--policy FILE says where the policy lies";

    /// <summary>The place that the user says, else the one that <c>sources.json</c> beside the report says; null when neither does.</summary>
    /// <param name="asked">Absolute path of the policy's file; null when the user does not say.</param>
    /// <param name="reportFolder">Absolute folder of the report.</param>
    public static PolicyPlace? Find(string? asked, string reportFolder)
    {
        if (asked is not null) return new PolicyPlace(Path.GetDirectoryName(asked) ?? asked, asked);
        var sources = FoundFile.Load(Path.Combine(reportFolder, BuildOutputs.SourcesName));
        if (sources.Fault is not null) return null;
        try
        {
            using var json = JsonDocument.Parse(sources.Content);
            return new PolicyPlace(
                Path.TrimEndingDirectorySeparator(Path.GetFullPath(json.RootElement.Text("folder"), reportFolder)),
                Path.GetFullPath(json.RootElement.Text("policy"), reportFolder));
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or ArgumentException)
        {
            return null;
        }
    }
}
