using System.Globalization;
using CsCheck;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>Makes random records: odd ids, repeated texts, and values that are missing, unreadable or on an edge.</summary>
internal static class RandomRecords
{
    private static readonly string[] Pieces = ["a", "word ", "é", "漢字", "😀", "\"", ",", "\n", "\\", "\t", "'", "</a>", "\u2028", "\u0001", "#2", "%2F"];

    private static readonly Gen<string> Text = Gen.Frequency(
        (1, Draw.OneOf("", "the same", "the same ", "twice\ntold")),
        (5, Draw.OneOf(Pieces).Array[1, 30].Select(string.Concat)));

    private static readonly Gen<string> IdStem = Gen.Frequency((2, Draw.OneOf("")), (3, Draw.OneOf("r-", "é", "\"q\"", "\\u0041", "漢/", "😀", "a,b\n")));

    private static readonly Gen<(string? Said, long? Means)> Date = Gen.Select(
        Draw.OneOf(-4000, -400, -181, -180, -179, -90, -31, -30, -29, -10, -2, -1, 0, 0, 1, 30), Gen.Int[0, 86_399], Gen.Int[0, 11]).Select(Say);

    /// <summary>What the records of a source mostly are.</summary>
    public enum Leaning
    {
        /// <summary>Human.</summary>
        Human,

        /// <summary>Synthetic.</summary>
        Synthetic,

        /// <summary>Anything.</summary>
        Any,
    }

    /// <summary>Limits on licences as the policy says them, and the expressions below that they accept; the first is none.</summary>
    public static IReadOnlyList<(string Said, string[] Accepted)> Licenses { get; } =
    [
        ("", []),
        ("{ allow: [ MIT, CC0-1.0 ] }", ["MIT", "mit", "CC0-1.0", "MIT AND CC0-1.0", "GPL-3.0-only OR MIT"]),
        ("{ deny: [ GPL-3.0-only ] }", ["MIT", "mit", "CC0-1.0", "MIT AND CC0-1.0", "GPL-3.0-only OR MIT"]),
        ("{ allow: [ MIT, GPL-3.0-only ], deny: [ MIT ] }", ["GPL-3.0-only", "GPL-3.0-only OR MIT"]),
    ];

    /// <summary>Records of a source that leans one way; ids differ by the number that <see cref="Numbered"/> adds.</summary>
    public static Gen<CorpusRecord> Of(Leaning leaning) => Gen.Select(IdStem, Text, Gen.Int[0, 40], Date, Origin(leaning), Depth(leaning), Provenance, Making)
        .Select((id, text, tokens, date, origin, depth, provenance, making) => new CorpusRecord(
            id,
            text,
            tokens,
            new Dictionary<string, string?>
            {
                ["origin"] = origin,
                ["depth"] = depth,
                ["collected_at"] = date.Said,
                ["license"] = provenance.License,
                ["source_url"] = provenance.Url,
                ["kind"] = making.Kind,
                ["generator"] = making.Generator,
                ["temperature"] = making.Temperature,
                ["top_p"] = making.TopP,
            },
            date.Means));

    /// <summary>A record whose id no other of the source has.</summary>
    public static CorpusRecord Numbered(CorpusRecord record, int number) =>
        record with { Id = record.Id + (number + 1).ToString(CultureInfo.InvariantCulture) };

    private static readonly Gen<(string? License, string? Url)> Provenance = Gen.Select(
        Gen.Frequency(
            (8, Draw.OneOf<string?>("MIT", "CC0-1.0", "MIT AND CC0-1.0", "GPL-3.0-only OR MIT")),
            (1, Draw.OneOf<string?>("mit", "GPL-3.0-only", "GPL-3.0-only WITH GCC-exception-3.1", "not / spdx", null, ""))),
        Gen.Frequency((8, Draw.OneOf<string?>("https://example.org/é?a=1&b")), (1, Draw.OneOf<string?>(null, ""))));

    private static readonly Gen<(string? Kind, string? Generator, string? Temperature, string? TopP)> Making = Gen.Select(
        Draw.OneOf<string?>("generated", "rephrased", "translated", null, ""),
        Draw.OneOf<string?>("m-1", "m/2", "m 3%", null),
        Gen.Frequency((6, Draw.OneOf<string?>("0.7", "1", "1.0")), (1, Draw.OneOf<string?>(null, ""))),
        Draw.Mostly(6, Draw.OneOf<string?>("0.95"), Draw.OneOf<string?>([null])));

    private static Gen<string?> Origin(Leaning leaning)
    {
        var odd = Draw.OneOf<string?>(null, "", "Human", "robot", "unknown", "mixed", "algorithmic", "human", "synthetic");
        return leaning switch
        {
            Leaning.Human => Gen.Frequency((12, Draw.OneOf<string?>("human", "human", "human_edited")), (1, odd)),
            Leaning.Synthetic => Gen.Frequency((12, Draw.OneOf<string?>("synthetic", "synthetic", "mixed")), (1, odd)),
            _ => odd,
        };
    }

    private static Gen<string?> Depth(Leaning leaning)
    {
        var odd = Draw.OneOf<string?>(null, "", "-1", "one", "1.0", "7", "0");
        return leaning == Leaning.Human ? Gen.Frequency((8, Draw.OneOf<string?>(null, "0")), (1, odd)) : Gen.Frequency((8, Draw.OneOf<string?>("1", "1", "2")), (1, odd));
    }

    private static (string? Said, long? Means) Say(int days, int seconds, int way)
    {
        var day = RandomPolicy.AsOf.AddDays(days).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var instant = day.AddSeconds(seconds);
        return way switch
        {
            0 => (null, null),
            1 => (days % 2 == 0 ? "yesterday" : "2026-02-30", null),
            2 => ("", null),
            3 => (Show(day, "dd-MMM-yyyy"), Micros(day)),
            4 => (Show(instant.AddMinutes(330), "yyyy-MM-dd'T'HH:mm:ss'+05:30'"), Micros(instant)),
            5 => (Show(instant.AddMinutes(-480), "yyyy-MM-dd HH:mm:ss.ffffff'-0800'"), Micros(instant)),
            6 => ((Micros(instant) / 1_000_000).ToString(CultureInfo.InvariantCulture), Micros(instant)),
            7 => (Show(instant, "yyyyMMdd'T'HHmmss'Z'"), Micros(instant)),
            _ => (Show(day, "yyyy-MM-dd"), Micros(day)),
        };

        static string Show(DateTime at, string format) => at.ToString(format, CultureInfo.InvariantCulture);
        static long Micros(DateTime at) => (long)(at - DateTime.UnixEpoch).TotalMicroseconds;
    }
}
