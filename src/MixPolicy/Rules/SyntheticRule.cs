using MixPolicy.Diagnostics;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>
/// <c>synthetic</c>: caps on text that is not human (synthetic, mixed, algorithmic and unknown alike), as a whole, by kind, by generator and
/// by depth; and its decoding declared.
/// </summary>
internal sealed partial class SyntheticRule : IRule
{
    private const string UnknownGenerator = "unknown";
    private const string Group = "synthetic text (all that is not human)";
    private const string Others = "other text";

    private readonly ShareLimit? _whole;
    private readonly CountLimit? _depth;
    private readonly IReadOnlyDictionary<string, ShareLimit> _kinds;
    private readonly ShareLimit? _generator;
    private readonly CountLimit? _decoding;

    private SyntheticRule(
        Place place, ShareLimit? whole, CountLimit? depth, IReadOnlyDictionary<string, ShareLimit> kinds, ShareLimit? generator, CountLimit? decoding)
    {
        (Place, _whole, _depth, _kinds, _generator, _decoding) = (place, whole, depth, kinds, generator, decoding);
        var uses = new List<AttributeUse>();
        if (kinds.Count > 0) uses.Add(new("kind", NeedsValue: true));
        if (generator is not null) uses.Add(new("generator", NeedsValue: true));
        if (decoding is not null) uses.AddRange([new("decoding.temperature", NeedsValue: false), new("decoding.top_p", NeedsValue: false)]);
        Attributes = uses;
    }

    /// <inheritdoc/>
    public string Key => "synthetic";

    /// <inheritdoc/>
    public Place Place { get; }

    /// <inheritdoc/>
    public IReadOnlyList<AttributeUse> Attributes { get; }

    /// <inheritdoc/>
    public string? Facet(RecordClass record, RecordSchema schema)
    {
        var parts = new List<string>();
        if (_depth is not null && BreaksDepth(record)) parts.Add(KnownDepth(record) is null ? "depth-unknown" : "too-deep");
        if (!record.IsHuman)
        {
            if (_kinds.Count > 0 && _kinds.ContainsKey(Kind(record, schema))) parts.Add($"kind={FacetWord.Of(Kind(record, schema))}");
            if (_generator is not null) parts.Add($"generator={FacetWord.Of(Generator(record, schema))}");
            if (_decoding is not null && !IsDecodingDeclared(record, schema)) parts.Add("decoding-undeclared");
        }

        return parts.Count == 0 ? null : string.Join('/', parts);
    }

    /// <inheritdoc/>
    public bool Refuses(RecordClass record, RecordSchema schema) =>
        (_depth is { Soft: false } && BreaksDepth(record)) || (_decoding is { Soft: false } && !record.IsHuman && !IsDecodingDeclared(record, schema));

    /// <inheritdoc/>
    public void Ask(PlanAsk ask)
    {
        var schema = ask.Schema;
        _whole?.Ask(ask, s => !s.Origin.IsHuman(), Group, "human text");
        if (_depth is { Soft: false }) ask.LeaveOut(_depth, s => BreaksDepth(s.Sample));
        foreach (var (kind, limit) in _kinds) limit.Ask(ask, s => !s.Origin.IsHuman() && IsOfKind(s.Sample, schema, kind), OfKind(kind), Others, kind);
        foreach (var generator in Generators(ask.Strata.Select(s => s.Sample), schema))
        {
            _generator?.Ask(ask, s => !s.Origin.IsHuman() && Generator(s.Sample, schema) == generator, By(generator), Others, generator);
        }

        if (_decoding is { Soft: false }) ask.LeaveOut(_decoding, s => !s.Origin.IsHuman() && !IsDecodingDeclared(s.Sample, schema));
    }

    /// <summary>
    /// The kind that a record counts as: its own where a cap names it, else <c>generated</c>, the strictest, since a kind that nobody has named may be anything.
    /// </summary>
    private string Kind(RecordClass record, RecordSchema schema) =>
        Kinds.Of(record, schema) is var kind && _kinds.ContainsKey(kind) ? kind : Kinds.Unsaid;

    private bool BreaksDepth(RecordClass record) => KnownDepth(record) is { } depth ? depth > _depth!.Limit : !record.IsHuman;

    /// <summary>What a model has written is at least one model away from human text: a depth of 0 there is a slip, and not known.</summary>
    private static int? KnownDepth(RecordClass record) => record is { Origin: Origin.Synthetic, Depth: 0 } ? null : record.Depth;

    private bool IsOfKind(RecordClass record, RecordSchema schema, string kind) =>
        string.Equals(Kind(record, schema), kind, StringComparison.OrdinalIgnoreCase);

    private static string OfKind(string kind) => $"synthetic text of kind '{kind}'";

    private static string By(string generator) => $"text by generator '{generator}'";

    private static string Generator(RecordClass record, RecordSchema schema) => Kinds.Folded(schema.Value(record, "generator")) ?? UnknownGenerator;

    private static bool IsDecodingDeclared(RecordClass record, RecordSchema schema) =>
        schema.Value(record, "decoding.temperature") is not null && schema.Value(record, "decoding.top_p") is not null;

    private List<string> Generators(IEnumerable<RecordClass> records, RecordSchema schema) => _generator is null
        ? []
        : [.. records.Where(r => !r.IsHuman).Select(r => Generator(r, schema)).Distinct().Order(StringComparer.Ordinal)];
}
