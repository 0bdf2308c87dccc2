using System.Globalization;
using System.Text.Json;
using MixPolicy.Hashing;

namespace MixPolicy.Generations;

/// <summary>A text that was taken down: why, when, and on whose authority. Nothing else excuses that a parent's human text is gone.</summary>
/// <param name="Digest">SHA-256 of the text's UTF-8.</param>
/// <param name="Reason">Why.</param>
/// <param name="Date">From which day on it counts.</param>
/// <param name="Authority">On whose word.</param>
internal sealed record Tombstone(Digest256 Digest, string Reason, DateOnly Date, string Authority)
{
    /// <summary>Writes it as the members of an object: as files of tombstones, reports and comparisons hold it.</summary>
    public void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("digest", Digest.ToString());
        json.WriteString("reason", Reason);
        json.WriteString("date", Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("authority", Authority);
    }
}
