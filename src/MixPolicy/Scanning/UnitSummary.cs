using System.Text.Json.Serialization;
using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>What a kept unit says beside its records: persisted as JSON, last, so that a unit without one is none.</summary>
/// <param name="Records">Admitted records.</param>
/// <param name="Bad">Records set aside.</param>
/// <param name="EmptyTexts">Admitted records whose text is empty.</param>
/// <param name="Unreadable">Values that count as missing.</param>
/// <param name="Lacking">Mapped paths at which no admitted record has anything.</param>
/// <param name="Classes">Classes of records.</param>
/// <param name="Index">Hash of the index file.</param>
/// <param name="Heap">Hash of the records' strings.</param>
/// <param name="Extras">Hashes of what else the rules wanted of the texts, by what it is called.</param>
/// <param name="Quarantine">Hash of the records set aside; null when there are none.</param>
/// <param name="Stamps">Of the kept files, in that order: what nobody can choose, so that a unit made elsewhere is none here.</param>
internal sealed record UnitSummary(
    long Records,
    long Bad,
    long EmptyTexts,
    IReadOnlyList<UnreadableValues> Unreadable,
    IReadOnlyList<string> Lacking,
    IReadOnlyList<RecordClass> Classes,
    string Index,
    string Heap,
    IReadOnlyDictionary<string, string> Extras,
    string? Quarantine,
    IReadOnlyList<FileStamp> Stamps);

/// <summary>The summary as JSON: unknown, missing and null members are refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(UnitSummary))]
internal sealed partial class UnitSummaryJson : JsonSerializerContext;
