using System.Globalization;
using Microsoft.Build.Framework;
using MixPolicy.Diagnostics;
using MixPolicy.Reporting;

namespace MixPolicy.MSBuild;

/// <summary>What a project asks for one policy: an item's metadata, read strictly, since a misspelt gate is no gate.</summary>
internal sealed class PolicyItem
{
    /// <summary>The metadata that a policy may have.</summary>
    public static readonly string[] Names = ["OutDir", "Format", "Locked", "AsOf", "NoWaivers", "NoCache", "SignKey", "Key", "Audit", "Carry"];

    private readonly ITaskItem _item;
    private readonly string _project;
    private readonly FindingLog _log;

    private PolicyItem(ITaskItem item, string project, FindingLog log) => (_item, _project, _log) = (item, project, log);

    /// <summary>The policy's path, as the project writes it.</summary>
    public string Policy => _item.ItemSpec.Replace('\\', '/');

    /// <summary>Absolute path of the policy.</summary>
    public string FullPath => _item.GetMetadata("FullPath");

    /// <summary>Folder for the outputs; null where the project does not say.</summary>
    public string? OutDir => Text("OutDir");

    /// <summary>File of the private key to sign with; null for none.</summary>
    public string? SignKey => Text("SignKey");

    /// <summary>File of the public key that an audit demands; null for none.</summary>
    public string? Key => Text("Key");

    /// <summary>Reports to write, by the names of <see cref="Renderers.Formats"/>.</summary>
    public IReadOnlyList<string> Formats { get; private set; } = [];

    /// <summary>The day that everything is counted from; null for the policy's own.</summary>
    public DateOnly? AsOf { get; private set; }

    public bool Locked { get; private set; }

    public bool NoWaivers { get; private set; }

    public bool NoCache { get; private set; }

    public bool Audit { get; private set; }

    /// <summary>Whether manifest and lineage go along into what is built.</summary>
    public bool Carry { get; private set; }

    /// <summary>Reads an item; null when something in it cannot be understood, which is logged.</summary>
    public static PolicyItem? Read(ITaskItem item, string project, FindingLog log)
    {
        var read = new PolicyItem(item, project, log);
        return read.Read() ? read : null;
    }

    private bool Read()
    {
        var sound = NamesAreRight() & Flag("Locked", false, out var locked) & Flag("NoWaivers", false, out var noWaivers)
            & Flag("NoCache", false, out var noCache) & Flag("Audit", false, out var audit) & Flag("Carry", true, out var carry) & ReadDay() & ReadFormats();
        (Locked, NoWaivers, NoCache, Audit, Carry) = (locked, noWaivers, noCache, audit, carry);
        if (Locked && SignKey is not null) sound = Refuse("Locked writes nothing, so there is nothing to sign: take Locked or SignKey away");
        if (Audit && NoWaivers) sound = Refuse("an audit judges the report as it was made, with its waivers: take Audit or NoWaivers away");
        return sound;
    }

    /// <summary>Metadata of other names are the project's own, unless they are nearly one of ours.</summary>
    private bool NamesAreRight()
    {
        var sound = true;
        foreach (var name in _item.CloneCustomMetadata().Keys.Cast<string>().Where(n => !Names.Contains(n, StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal))
        {
            if (NearestWord.To(name, Names) is not { } meant || NearestWord.To(meant, [name]) is null || IsMsBuilds(name)) continue;
            sound = Refuse($"a policy has no metadata '{name}'; did you mean '{meant}'?");
        }

        return sound;
    }

    private static bool IsMsBuilds(string name) => name is "Link" or "Visible" or "Pack" or "SubType" or "DefiningProjectFullPath";

    private bool Flag(string name, bool absent, out bool value)
    {
        value = absent;
        return Text(name) is not { } text || bool.TryParse(text, out value) || Refuse($"{name} is '{text}': give true or false");
    }

    private bool ReadDay()
    {
        if (Text("AsOf") is not { } text) return true;
        var read = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        if (read) AsOf = day;
        return read || Refuse($"AsOf is '{text}': give a day as YYYY-MM-DD");
    }

    private bool ReadFormats()
    {
        Formats = [.. (Text("Format") ?? "").Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
        return Formats.FirstOrDefault(f => !Renderers.Formats.Contains(f)) is not { } unknown
            || Refuse($"there is no format '{unknown}'; the formats are: {string.Join(", ", Renderers.Formats)}");
    }

    private string? Text(string name) => _item.GetMetadata(name) is { Length: > 0 } text ? text : null;

    private bool Refuse(string why)
    {
        _log.Add(_project, Codes.BadArguments, $"{Policy}: {why}");
        return false;
    }
}
