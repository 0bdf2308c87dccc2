namespace MixPolicy.Diagnostics;

/// <summary>The catalogue's lines: each code is declared here once and documented once, in <c>Pages/</c>.</summary>
internal static class CatalogueEntries
{
    /// <summary>Ascending by code.</summary>
    public static IReadOnlyList<CatalogueEntry> All { get; } =
    [
        new(Codes.PolicyUnreadable, "The policy file cannot be read", Severity.Error),
        new(Codes.YamlSyntax, "The policy is not valid YAML", Severity.Error),
        new(Codes.UnknownKey, "A key that the language does not have", Severity.Error),
        new(Codes.DuplicateKey, "The same key twice in one mapping", Severity.Error),
        new(Codes.WrongType, "A value of the wrong type", Severity.Error),
        new(Codes.MissingKey, "A required key is missing", Severity.Error),
        new(Codes.OutOfRange, "A value outside its range", Severity.Error),
        new(Codes.UnknownWord, "A word that is not one of those allowed", Severity.Error),
        new(Codes.NotBuiltYet, "A key of the language that this version does not have yet", Severity.Error),
        new(Codes.TooComplex, "The policy is nested too deeply or is too large", Severity.Error),
        new(Codes.PathLeavesFolder, "A source's path leaves the policy's folder", Severity.Error),
        new(Codes.NoRules, "The policy has no rules", Severity.Error),
        new(Codes.NoSources, "The policy has no sources", Severity.Error),
        new(Codes.Inconsistent, "Values that contradict each other", Severity.Error),
        new(Codes.NoParent, "A later generation without a parent", Severity.Warning),

        new(Codes.NoFiles, "A pattern matches no file", Severity.Error),
        new(Codes.FileUnreadable, "A source file cannot be read", Severity.Error),
        new(Codes.BadRecord, "A record cannot be read", Severity.Error),
        new(Codes.TooManyBadRecords, "More bad records than the source allows", Severity.Violation),
        new(Codes.ColumnMissing, "A mapped column is not in the file", Severity.Error),
        new(Codes.NoRows, "A source has no rows", Severity.Error),
        new(Codes.IdWithTwoTexts, "One id with two texts", Severity.Error),
        new(Codes.UnreadableValues, "Values that could not be read count as missing", Severity.Warning),
        new(Codes.RepeatedRecord, "The same record twice in a source", Severity.Warning),
        new(Codes.FileChanged, "A source file changed during the run", Severity.Error),
        new(Codes.EmptyFile, "A source file is empty", Severity.Warning),
        new(Codes.Quarantined, "Records were quarantined", Severity.Warning),

        new(Codes.SourceFraction, "One source is too large a share of the mix", Severity.Violation),
        new(Codes.FreshHuman, "Too little fresh human text", Severity.Violation),
        new(Codes.HumanFraction, "Too small a human fraction", Severity.Violation),
        new(Codes.HumanRecords, "Too few human records", Severity.Violation),
        new(Codes.SyntheticFraction, "Too large a synthetic fraction", Severity.Violation),
        new(Codes.SyntheticDepth, "Synthetic text too many models away from human text", Severity.Violation),
        new(Codes.SyntheticKind, "Too much synthetic text of one kind", Severity.Violation),
        new(Codes.SyntheticGenerator, "Too much synthetic text from one generator", Severity.Violation),
        new(Codes.SyntheticDecoding, "Synthetic text whose decoding is not declared", Severity.Violation),
        new(Codes.ProvenanceMissing, "Records that do not prove what the policy requires", Severity.Violation),
        new(Codes.LicenseRefused, "Records under a licence that the policy refuses", Severity.Violation),
        new(Codes.Repetition, "Texts that are seen too often", Severity.Violation),
        new(Codes.RepetitionMass, "Too much of the mix is seen more than four times", Severity.Violation),
        new(Codes.RepetitionFactor, "Records repeated beyond the allowed factor", Severity.Violation),
        new(Codes.BudgetMissed, "The mix does not meet its budget", Severity.Violation),

        new(Codes.NoMix, "No mix satisfies the policy", Severity.Violation),
        new(Codes.NoWholeDocuments, "The amounts exist, but no whole documents were found that make them", Severity.Violation),
        new(Codes.OutputUnwritable, "The output cannot be written", Severity.Error),
        new(Codes.LockedMismatch, "The result is not the one that is locked", Severity.Violation),
        new(Codes.NothingSelected, "Nothing was selected", Severity.Error),
        new(Codes.OutputBusy, "Another build is writing to the same folder", Severity.Error),
        new(Codes.MoreConflicts, "More limits conflict than are shown", Severity.Info),
        new(Codes.NoSuggestion, "No policy was suggested", Severity.Warning),

        new(Codes.ManifestUnreadable, "The manifest to be judged cannot be read", Severity.Error),

        new(Codes.BadArguments, "Arguments that the tool does not understand", Severity.Error),
        new(Codes.Internal, "A fault of the tool itself", Severity.Error),
        new(Codes.Cancelled, "The run was cancelled", Severity.Error),
    ];
}
