using System.Text;

namespace MixPolicy.Policies;

/// <summary>The rules of a first policy: the defaults, each with its evidence; off where the data lacks what a rule looks at.</summary>
internal static class TemplateRules
{
    private static readonly string[] Provable = ["license", "collected_at", "source_url"];

    /// <summary>Appends the rules.</summary>
    public static void Put(StringBuilder text, IReadOnlyList<TemplateSource> sources)
    {
        text.Append("""
              # MIX0303: at least half human, a warning below two thirds. A quarter of synthetic text in the mix cost
              # 5 % of perplexity and a half 12 % (arXiv 2412.14689); two thirds human beside a third rephrased did well
              # (arXiv 2510.01631). Certainty: medium. MIX0304, for fine-tuning sets: add min_records: 1024, the count
              # below which a little synthetic text still helped (arXiv 2410.16713).
              human: { min_fraction: 0.50, warn_below: 0.67 }

              # MIX0305: at most a third synthetic (arXiv 2510.01631). Certainty: medium.
              # MIX0307: text made from nothing is worth less: max_fraction_by_kind: { generated: 0.05 }, once records
              # have a `kind`. Certainty: low.

            """);

        // A synthetic record without a depth breaks any max_depth, so the limit is only on where depths are known.
        text.Append(sources.All(s => s.Has("depth"))
            ? """
                # MIX0306: written by a model that learnt from human text, not from other models: each further step
                # loses rare words. Certainty: medium.
                synthetic: { max_fraction: 0.33, max_depth: 1 }

              """
            : """
                # MIX0306: add max_depth: 1 once every synthetic record has a depth (a column, or a tag of its source).
                synthetic: { max_fraction: 0.33 }

              """);
        text.Append('\n').Append("""
              # MIX0302: fresh human text in each generation: below 0.10 fails, below 0.30 warns. A fixed human set only
              # delays the decay, new text bounds it (arXiv 2307.01850, and a closed form). Certainty: medium. How old is
              # too old is your choice: `within` has no established value.

            """);
        Put(text, sources.Any(s => s.Has("collected_at")), "fresh_human: { min_fraction: 0.10, warn_below: 0.30, within: 365d }", "no source has a date");
        text.Append('\n').Append("""
              # MIX0312, MIX0313: seen up to 4 times, text is nearly as good as new; seen 16 times, a third of its worth
              # is gone (arXiv 2305.16264). A small part of the data seen very often does harm out of proportion
              # (arXiv 2205.10487). Certainty: high for 4, medium for the rest.
              repetition: { warn_above: 4, fail_above: 16, max_fraction_above_4: 0.10 }

              # MIX0310: what each record must prove. MIX0311: licenses: { allow: [ CC0-1.0, CC-BY-4.0, MIT ] } names the
              # licences that you accept.

            """);
        var proven = Provable.Where(p => sources.All(s => s.Has(p))).ToArray();
        var required = string.Join(", ", proven.Length > 0 ? proven : Provable);
        Put(text, proven.Length > 0, $"provenance: {{ require: [ {required} ] }}", "not every source has these");
    }

    private static void Put(StringBuilder text, bool on, string rule, string why) =>
        text.Append(on ? $"  {rule}\n" : $"  # {rule}   # off: {why}\n");
}
