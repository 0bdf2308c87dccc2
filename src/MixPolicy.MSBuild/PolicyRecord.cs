using MixPolicy.Diagnostics;

namespace MixPolicy.MSBuild;

/// <summary>What one policy of a project came to.</summary>
/// <param name="Policy">Its path, as the project writes it.</param>
/// <param name="Name">Its name; empty when it does not stand.</param>
/// <param name="Folder">Absolute path of its output folder; empty when it does not stand.</param>
/// <param name="Outcome">How it ended; null for what the project no longer asks for.</param>
/// <param name="RulesEvaluated">How many limits were judged.</param>
/// <param name="Carry">Whether manifest and lineage go along into what is built.</param>
/// <param name="Files">Names of the files that builds made in the folder, now and before.</param>
/// <param name="Reports">Absolute paths of the reports that were written beside.</param>
internal sealed record PolicyRecord(
    string Policy, string Name, string Folder, BuildOutcome? Outcome, int RulesEvaluated, bool Carry, IReadOnlyList<string> Files, IReadOnlyList<string> Reports)
{
    /// <summary>What lies in the folder of a satisfied policy, whether this build made it, found it locked or audited it.</summary>
    public static IReadOnlyList<string> Evidence { get; } = [MixOutputs.ManifestName, MixOutputs.LineageName];

    /// <summary>Whether every limit held.</summary>
    public bool IsSatisfied => Outcome == BuildOutcome.Satisfied;

    /// <summary>False for outputs that were only looked at, locked or audited: they are not the project's to delete.</summary>
    public bool Makes { get; init; } = true;

    /// <summary>Lengths and times of manifest and lineage report as they were evaluated; empty where there are none.</summary>
    public string Stamp { get; init; } = "";

    /// <summary>The stamp of what lies in a folder now.</summary>
    public static string StampOf(string folder)
    {
        var stamp = "";
        foreach (var name in Evidence)
        {
            var file = new FileInfo(Path.Combine(folder, name));
            if (!file.Exists) return "";
            stamp += $"{file.Length} {file.LastWriteTimeUtc.Ticks} ";
        }

        return stamp;
    }

    /// <summary>What was said of it, for a build in which nothing has changed.</summary>
    public IReadOnlyList<Diagnostic> Findings { get; init; } = [];

    /// <summary>Absolute path of the seal; empty where nothing rests on it.</summary>
    public string Seal { get; init; } = "";

    /// <summary>Absolute paths of what lies beside the outputs and is deleted with them.</summary>
    public IEnumerable<string> Beside => Seal.Length > 0 ? Reports.Append(Seal) : Reports;

    /// <summary>What the seal must be made for.</summary>
    public string SealKey { get; init; } = "";

    /// <summary>Whether what was said still holds, by the seal and by the reports' being there.</summary>
    public bool IsCurrent()
    {
        if (Outcome is not (BuildOutcome.Satisfied or BuildOutcome.Violated) || Seal.Length == 0) return false;
        foreach (var report in Reports)
        {
            if (!File.Exists(report)) return false;
        }

        return MixOutputs.AreCurrent(Seal, SealKey);
    }

    /// <summary>The verdict in a sentence.</summary>
    public string Summary { get; init; } = "";
}
