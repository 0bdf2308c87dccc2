using System.Text.Json;
using MixPolicy.Policies;
using MixPolicy.Sources;

namespace MixPolicy.Signing;

/// <summary>Verifies a folder against its signature, and names each file that is not as it was signed.</summary>
internal static class FolderVerifier
{
    /// <summary>What is wrong, each as a sentence's end that starts with the folder's signature; empty when nothing is.</summary>
    /// <param name="folder">Absolute path of the folder.</param>
    /// <param name="bundle">The bytes of <c>mixpolicy.sig</c>.</param>
    /// <param name="publicKeyPem">The key that must have signed.</param>
    /// <param name="cancellation">Ends the reading of files.</param>
    public static IReadOnlyList<string> Faults(string folder, byte[] bundle, string publicKeyPem, CancellationToken cancellation)
    {
        if (BundleVerifier.Open(bundle, publicKeyPem, out var fault) is not { } payload) return [fault!];
        if (BundleVerifier.TypeFault(payload, FolderStatement.PredicateType) is { } type) return [type];
        if (Read(payload, out fault) is not { } signed) return [fault!];
        try
        {
            return Compare(signed, FolderListing.Of(folder), cancellation);
        }
        catch (SigningException e)
        {
            return [$"does not cover what is there: {e.Message}"];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [$"cannot be compared with the folder: {e.Message}"];
        }
    }

    /// <summary>The files that a payload lists; null when it is not in the one form.</summary>
    private static List<FolderFile>? Read(byte[] payload, out string? fault)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            var statement = json.RootElement;
            List<FolderFile> files =
            [
                .. statement.GetProperty("predicate").GetProperty("resources").EnumerateArray()
                    .Select(r => new FolderFile(r.GetProperty("name").GetString() ?? "", r.GetProperty("digest").GetString() ?? "")),
            ];
            fault = NameFault(files);
            var name = statement.GetProperty("subject")[0].GetProperty("name").GetString() ?? "";
            if (fault is null && !FolderStatement.Write(name, files).AsSpan().SequenceEqual(payload)) fault = "signs a list of files that is not in the one form that such lists are written in";
            return fault is null ? files : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            fault = "signs something that is no list of files";
            return null;
        }
    }

    private static string? NameFault(List<FolderFile> files)
    {
        for (var i = 0; i < files.Count; i++)
        {
            if (!IsRelative(files[i].Name)) return $"lists {Shown.Quote(files[i].Name)}, which is no path in the folder";
            if (i == 0) continue;
            var order = FolderStatement.Order.Compare(files[i - 1].Name, files[i].Name);
            if (order == 0) return $"lists {Shown.Quote(files[i].Name)} twice";
            if (order > 0) return $"lists {Shown.Quote(files[i].Name)} out of order";
        }

        return files.Count == 0 ? "lists no file" : null;
    }

    private static bool IsRelative(string name) => name.Length > 0 && !name.Contains('\0', StringComparison.Ordinal) && name.Split('/').All(part => part is not ("" or "." or ".."));

    private static List<string> Compare(List<FolderFile> signed, SortedDictionary<string, string> there, CancellationToken cancellation)
    {
        var faults = new List<string>();
        var extra = there.Keys.Except(signed.Select(f => f.Name), StringComparer.Ordinal).ToDictionary(n => n, n => Digest(there[n], cancellation), StringComparer.Ordinal);
        foreach (var file in signed)
        {
            if (there.TryGetValue(file.Name, out var path))
            {
                if (Digest(path, cancellation) is var now && now != file.Sha256) faults.Add($"does not fit {Shown.Quote(file.Name)}: it has the SHA-256 {now}, and {file.Sha256} was signed");
                continue;
            }

            var renamed = extra.FirstOrDefault(e => e.Value == file.Sha256).Key;
            faults.Add($"lists {Shown.Quote(file.Name)}, which is not there{(renamed is null ? "" : $": {Shown.Quote(renamed)} has its bytes")}");
        }

        faults.AddRange(extra.Keys.Order(FolderStatement.Order).Select(name => $"does not list {Shown.Quote(name)}, which is there"));
        return faults;
    }

    private static string Digest(string path, CancellationToken cancellation) => Convert.ToHexStringLower(FileFingerprint.Compute(path, cancellation).Sha256);
}
