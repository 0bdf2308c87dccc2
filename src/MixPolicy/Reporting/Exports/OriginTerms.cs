namespace MixPolicy.Reporting.Exports;

/// <summary>What others call our origins.</summary>
internal static class OriginTerms
{
    /// <summary>The code system of <see cref="Method"/>.</summary>
    public const string MethodSystem = "https://dataandtrustalliance.org/DPS/CodeSystem/Method";

    private const string Iptc = "http://cv.iptc.org/newscodes/digitalsourcetype/";
    private static readonly string[] Collections = ["primary-user-source-", "user-generated-content-", "web-scraping-crawling-"];

    /// <summary>Our words, in the product's order.</summary>
    public static IReadOnlyList<string> Words { get; } = ["human", "human_edited", "mixed", "synthetic", "algorithmic", "unknown"];

    /// <summary>The word, when it is one.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static string Checked(string origin) => Words.Contains(origin) ? origin : throw new FormatException($"there is no origin '{origin}'");

    /// <summary>Whether the origin counts as human; all others count as synthetic.</summary>
    public static bool IsHuman(string origin) => origin is "human" or "human_edited";

    /// <summary>Whether a model had a hand in it, as far as anybody says.</summary>
    public static bool IsByModel(string origin) => origin is "synthetic" or "mixed";

    /// <summary>The term of IPTC's digital source types, which C2PA and schema.org use; null for what nobody knows.</summary>
    public static string? Uri(string origin) => origin switch
    {
        "human" => Iptc + "digitalCreation",
        "human_edited" => Iptc + "humanEdits",
        "mixed" => Iptc + "compositeWithTrainedAlgorithmicMedia",
        "synthetic" => Iptc + "trainedAlgorithmicMedia",
        "algorithmic" => Iptc + "algorithmicMedia",
        _ => null,
    };

    /// <summary>
    /// The generation method of the Data &amp; Trust Alliance. For human text the codes say how it was collected, which an origin does not: the source's
    /// tag <c>collection</c> does where it is one of them, else the code is that for all others.
    /// </summary>
    public static string Method(string origin, string? collection) => origin switch
    {
        "mixed" => "data-augmentation-na",
        "synthetic" => "machine-generated-mlops-generative",
        "algorithmic" => "simulations-na",
        "human" or "human_edited" when collection is not null && Collections.Any(c => collection.StartsWith(c, StringComparison.Ordinal)) => collection,
        _ => "other-na",
    };

    /// <summary>Whether a source's tag says that it was crawled.</summary>
    public static bool IsCrawled(string? collection) => collection?.StartsWith("web-scraping-crawling-", StringComparison.Ordinal) == true;
}
