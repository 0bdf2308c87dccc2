using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MixPolicy.Output;

/// <summary>One file of a set: from its hidden name to its own.</summary>
/// <param name="From">Hidden name in the folder.</param>
/// <param name="To">Final name in the folder.</param>
/// <param name="Bytes">Size of the staged file.</param>
/// <param name="Sha256">SHA-256 of the staged file, lower-case hex.</param>
internal sealed record CommitRename(string From, string To, long Bytes, string Sha256);

/// <summary>
/// What it takes to put a committed set in place. Once this is in the folder the set is decided, and whoever opens the folder next
/// completes it: every step can be done twice. Persisted as UTF-8 JSON, <c>.mixpolicy-commit.json</c>.
/// </summary>
/// <param name="MixpolicyCommit">Version of this format: 1.</param>
/// <param name="Renames">In the order in which they are done.</param>
/// <param name="Deletes">Names that are not in the new set; deleted after the renames.</param>
internal sealed record CommitJournal(int MixpolicyCommit, IReadOnlyList<CommitRename> Renames, IReadOnlyList<string> Deletes)
{
    private const int Version = 1;
    private const int MaxBytes = 1 << 20;

    /// <summary>A journal of this version.</summary>
    public static CommitJournal Of(IReadOnlyList<CommitRename> renames, IReadOnlyList<string> deletes) => new(Version, renames, deletes);

    /// <summary>The bytes to persist.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, CommitJournalJson.Default.CommitJournal);

    /// <summary>Reads the journal in <paramref name="folder"/>; null when there is none or it is no whole, sound journal.</summary>
    public static CommitJournal? Read(string folder)
    {
        var file = new FileInfo(Path.Combine(folder, OutputNames.Journal));
        if (!file.Exists || file.Length > MaxBytes) return null;
        try
        {
            var journal = JsonSerializer.Deserialize(File.ReadAllBytes(file.FullName), CommitJournalJson.Default.CommitJournal);
            return journal is not null && journal.IsSound() ? journal : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// True when every rename either can still be done or was done: the staged bytes stand under the one name or the other. False
    /// when someone changed the folder since; what stands there then is theirs.
    /// </summary>
    public bool Describes(string folder) =>
        Renames.All(rename =>
        {
            var from = Path.Combine(folder, rename.From);
            return Holds(File.Exists(from) ? from : Path.Combine(folder, rename.To), rename);
        });

    /// <summary>True when no step was done yet.</summary>
    public bool IsUntouched(string folder) =>
        Renames.All(rename => File.Exists(Path.Combine(folder, rename.From)))
        && Deletes.All(name => File.Exists(Path.Combine(folder, name)));

    /// <summary>Does every step that is not yet done, makes the result durable and removes the journal.</summary>
    public void Apply(string folder, Action<string>? checkpoint)
    {
        var names = Renames.Select(rename => rename.To).Concat(Deletes);
        using var replaced = new ReplacedFiles(names.Select(name => Path.Combine(folder, name)));

        // Between the first rename and the last delete a reader sees a part of each set: nothing else happens here.
        foreach (var rename in Renames)
        {
            checkpoint?.Invoke($"rename {rename.To}");
            var from = Path.Combine(folder, rename.From);
            if (File.Exists(from)) File.Move(from, Path.Combine(folder, rename.To), overwrite: true);
        }

        foreach (var name in Deletes)
        {
            checkpoint?.Invoke($"delete {name}");
            File.Delete(Path.Combine(folder, name));
        }

        checkpoint?.Invoke("flush folder");
        DirectoryFlush.Run(folder);
        checkpoint?.Invoke("remove journal");
        File.Delete(Path.Combine(folder, OutputNames.Journal));
    }

    private bool IsSound() =>
        MixpolicyCommit == Version
        && Renames.All(rename => rename is not null && OutputNames.IsStaged(rename.From) && OutputNames.IsPlain(rename.To))
        && Deletes.All(OutputNames.IsPlain);

    private static bool Holds(string path, CommitRename rename)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length != rename.Bytes) return false;
        using var stream = file.OpenRead();
        return Convert.ToHexStringLower(SHA256.HashData(stream)) == rename.Sha256;
    }
}

/// <summary>The journal as JSON: unknown, missing and null members are refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CommitJournal))]
internal sealed partial class CommitJournalJson : JsonSerializerContext;
