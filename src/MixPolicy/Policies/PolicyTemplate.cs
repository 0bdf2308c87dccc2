using System.Globalization;
using System.Text;

namespace MixPolicy.Policies;

/// <summary>The text of a first policy: what was found, and rules to start from, each with its reason.</summary>
internal static class PolicyTemplate
{
    /// <summary>A name of the policy language made from any text: <c>Web Crawl/2026</c> becomes <c>web-crawl-2026</c>.</summary>
    public static string NameFrom(string text, string otherwise = "mix")
    {
        var letters = text.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-');
        var name = string.Join('-', string.Concat(letters).Split('-', StringSplitOptions.RemoveEmptyEntries));
        return name.Length == 0 ? otherwise : name;
    }

    /// <summary>The whole file, <c>\n</c> at each line's end.</summary>
    public static string Render(string name, DateOnly today, IReadOnlyList<TemplateSource> sources)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Written by `dotnet mixpolicy init` from the data files found here: a start, not a verdict. Read the comments,
            # change what is wrong, and judge it with `dotnet mixpolicy check policy.yaml`. Each MIXnnnn below has a page:
            # `dotnet mixpolicy explain MIX0302`.
            mixpolicy: 1
            name: {ScalarText.Of(name)}
            generation: 0             # number of the model generation that this mix trains
            as_of: {today:yyyy-MM-dd}         # every age is counted from this day, never from the clock
            seed: 0                   # keys the selection: same seed, same choice
            # extends: [ mixpolicy:pretrain ]   # a pack of rules, kept by the tool; yours below win. Also: sft, closed-loop, strict, audit-only

            data:                     # what exists
              sources:

            """);
        foreach (var source in sources) Put(text, source);
        text.Append("""

            mix:                      # how to combine it
              unit: tokens            # what budget and fractions count: tokens, records or bytes
              budget: all             # every record once. A number (2M, 15B) or { min: 1M, max: 2M } lets the planner leave data out
              # max_source_fraction: 0.80   # MIX0301: no source above this share

            rules:                    # what must hold; a record of unknown origin counts as synthetic in all of them

            """);
        TemplateRules.Put(text, sources);
        text.Append("""

            # waivers:                # a limit that may be broken for a while, up to a bound, on somebody's word
            #   - { rule: MIX0302, limit: 0.08, expires: 2026-12-01T00:00:00Z, owner: data-team, approved_by: cto, ticket: DATA-412,
            #       reason: "crawl delayed" }

            """);
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void Put(StringBuilder text, TemplateSource source)
    {
        text.Append(CultureInfo.InvariantCulture, $"    - name: {source.Name}\n");
        var paths = string.Join(", ", source.Paths.Select(ScalarText.Of));
        text.Append(CultureInfo.InvariantCulture, $"      paths: [ {paths} ]    # {source.Files} {(source.Files == 1 ? "file" : "files")} now\n");
        text.Append("      columns:\n");
        if (source.Seen.Count == 0) text.Append("        # No columns could be seen in these files: check the names.\n");
        foreach (var (attribute, column) in source.Columns.Where(c => c.Key != "tokens"))
        {
            text.Append(CultureInfo.InvariantCulture, $"        {attribute}: {ScalarText.Of(column)}\n");
        }

        if (!source.Has("text"))
        {
            var seen = source.Seen.Count == 0 ? "" : $" It has: {string.Join(", ", source.Seen.Take(20).Select(ScalarText.Of))}.";
            text.Append(CultureInfo.InvariantCulture, $"        # TO CHANGE: no column looks like the text.{seen}\n        text: text\n");
        }

        var tokens = source.Columns.FirstOrDefault(c => c.Key == "tokens").Value;
        text.Append(tokens is null
            ? "        tokens: { per_byte: 0.25 }   # no column of token counts: estimated from bytes. Exact: { tokenizer: o200k_base }\n"
            : $"        tokens: {ScalarText.Of(tokens)}\n");
        if (!source.Has("origin"))
        {
            text.Append("""
                      tags:
                        # No column says where these texts come from, and unknown counts as synthetic: the rules fail until
                        # you say what you know: human, human_edited, mixed, synthetic, algorithmic or unknown.
                        origin: unknown

                """);
        }
    }
}
