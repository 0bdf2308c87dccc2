namespace MixPolicy.Diagnostics;

/// <summary>The codes, so that no call site spells one. Titles and pages are in the <see cref="Catalogue"/>.</summary>
public static class Codes
{
    // 01xx: the policy's text
#pragma warning disable CS1591 // each code's meaning is its page, Diagnostics/Pages/MIXnnnn.md
    public const string PolicyUnreadable = "MIX0100";
    public const string YamlSyntax = "MIX0101";
    public const string UnknownKey = "MIX0102";
    public const string DuplicateKey = "MIX0103";
    public const string WrongType = "MIX0104";
    public const string MissingKey = "MIX0105";
    public const string OutOfRange = "MIX0106";
    public const string UnknownWord = "MIX0107";
    public const string NotBuiltYet = "MIX0108";
    public const string TooComplex = "MIX0109";
    public const string PathLeavesFolder = "MIX0110";
    public const string NoRules = "MIX0111";
    public const string NoSources = "MIX0112";
    public const string Inconsistent = "MIX0113";
    public const string NoParent = "MIX0114";
    public const string ExtendsUnknownPack = "MIX0115";
    public const string ExtendsUnreadable = "MIX0116";
    public const string ExtendsCycle = "MIX0117";
    public const string ExtendsTooMuch = "MIX0118";
    public const string ExtendsVersion = "MIX0119";
    public const string WaiverUnknownRule = "MIX0120";
    public const string WaiverNotPossible = "MIX0121";
    public const string WaiverUnbounded = "MIX0122";
    public const string WaiverExpiry = "MIX0123";
    public const string WaiverSubject = "MIX0124";

    // 02xx: sources, and what else is read
    public const string NoFiles = "MIX0201";
    public const string FileUnreadable = "MIX0202";
    public const string BadRecord = "MIX0203";
    public const string TooManyBadRecords = "MIX0204";
    public const string ColumnMissing = "MIX0205";
    public const string NoRows = "MIX0206";
    public const string IdWithTwoTexts = "MIX0207";
    public const string UnreadableValues = "MIX0208";
    public const string RepeatedRecord = "MIX0209";
    public const string FileChanged = "MIX0210";
    public const string EmptyFile = "MIX0211";
    public const string Quarantined = "MIX0212";
    public const string ParentUnreadable = "MIX0213";
    public const string ParentAltered = "MIX0214";
    public const string ParentNotBefore = "MIX0215";
    public const string ParentSkips = "MIX0216";
    public const string PoolNotAtHand = "MIX0217";
    public const string TombstonesUnreadable = "MIX0218";
    public const string TombstonesLater = "MIX0219";
    public const string LedgerUnreadable = "MIX0220";

    // 03xx: what must hold of the mix
    public const string SourceFraction = "MIX0301";
    public const string FreshHuman = "MIX0302";
    public const string HumanFraction = "MIX0303";
    public const string HumanRecords = "MIX0304";
    public const string SyntheticFraction = "MIX0305";
    public const string SyntheticDepth = "MIX0306";
    public const string SyntheticKind = "MIX0307";
    public const string SyntheticGenerator = "MIX0308";
    public const string SyntheticDecoding = "MIX0309";
    public const string ProvenanceMissing = "MIX0310";
    public const string LicenseRefused = "MIX0311";
    public const string Repetition = "MIX0312";
    public const string RepetitionMass = "MIX0313";
    public const string RepetitionFactor = "MIX0314";
    public const string BudgetMissed = "MIX0315";
    public const string HumanLost = "MIX0316";
    public const string HumanReplaced = "MIX0317";
    public const string HumanRelabelled = "MIX0318";
    public const string TakenDown = "MIX0319";
    public const string HumanLeftOut = "MIX0320";
    public const string TailMass = "MIX0321";
    public const string TailPresence = "MIX0322";
    public const string TailRepetition = "MIX0323";
    public const string TailWordMass = "MIX0325";
    public const string TailWordPresence = "MIX0326";
    public const string Unverified = "MIX0328";
    public const string BestOf = "MIX0329";
    public const string KeepRates = "MIX0330";
    public const string WrongKept = "MIX0331";
    public const string GroupFloor = "MIX0332";
    public const string GroupCap = "MIX0333";
    public const string GroupMissing = "MIX0334";
    public const string Duplicates = "MIX0335";
    public const string CopyFraction = "MIX0336";
    public const string EffectiveTexts = "MIX0337";
    public const string NearDuplicates = "MIX0338";
    public const string HumanEvidence = "MIX0339";
    public const string OriginConflict = "MIX0341";
    public const string Diversity = "MIX0342";
    public const string WaiverExpired = "MIX0343";
    public const string WaiverUnused = "MIX0344";
    public const string WaiverEndsSoon = "MIX0345";
    public const string WaiverTooLong = "MIX0346";
    public const string WaiversOverlap = "MIX0347";
    public const string WaiverNotLooser = "MIX0348";

    // 04xx: planning, selecting, writing
    public const string NoMix = "MIX0401";
    public const string NoWholeDocuments = "MIX0402";
    public const string OutputUnwritable = "MIX0403";
    public const string LockedMismatch = "MIX0404";
    public const string NothingSelected = "MIX0405";
    public const string OutputBusy = "MIX0406";
    public const string MoreConflicts = "MIX0407";
    public const string NoSuggestion = "MIX0408";
    public const string RuleNotJudged = "MIX0410";

    // 05xx: judging, signing, comparing and exporting what is already there
    public const string ManifestUnreadable = "MIX0501";
    public const string AuditUnreadable = "MIX0502";
    public const string AuditReport = "MIX0503";
    public const string AuditSignature = "MIX0504";
    public const string AuditUnsigned = "MIX0505";
    public const string AuditStatement = "MIX0506";
    public const string AuditPolicy = "MIX0507";
    public const string AuditSource = "MIX0508";
    public const string AuditManifest = "MIX0509";
    public const string AuditLedger = "MIX0510";
    public const string AuditVerdict = "MIX0511";
    public const string AuditParent = "MIX0512";
    public const string AuditTombstones = "MIX0513";
    public const string AuditWaiver = "MIX0514";
    public const string AuditSince = "MIX0515";
    public const string AuditReplay = "MIX0516";
    public const string AuditNotChecked = "MIX0517";
    public const string SigningKeyRefused = "MIX0530";
    public const string SigningFailed = "MIX0531";
    public const string SignatureWrong = "MIX0532";
    public const string PublicKeyRefused = "MIX0533";
    public const string FolderUnsignable = "MIX0534";
    public const string KeyNotWritten = "MIX0535";
    public const string ReportUnreadable = "MIX0540";
    public const string ReportMismatch = "MIX0541";
    public const string NeverReplaceBroken = "MIX0542";
    public const string TextNotTold = "MIX0543";
    public const string IdAmbiguous = "MIX0544";
    public const string TombstoneThere = "MIX0545";
    public const string TraceUnexpected = "MIX0546";
    public const string ChainEnds = "MIX0547";
    public const string ReportsApart = "MIX0548";
    public const string FinalNewline = "MIX0549";
    public const string ExportUnreadable = "MIX0550";
    public const string ExportAltered = "MIX0551";
    public const string ExportInOutputs = "MIX0552";
    public const string ExportNeedsTime = "MIX0553";
    public const string ExportFact = "MIX0554";

    // 09xx: the host
    public const string HostTooOld = "MIX0901";
    public const string BadArguments = "MIX0902";
    public const string Internal = "MIX0903";
    public const string Cancelled = "MIX0904";
    public const string PoliciesShareFolder = "MIX0905";
    public const string NothingToEvaluate = "MIX0906";
    public const string PolicyNotEvaluated = "MIX0907";
    public const string OutputsReplaced = "MIX0908";
#pragma warning restore CS1591
}
