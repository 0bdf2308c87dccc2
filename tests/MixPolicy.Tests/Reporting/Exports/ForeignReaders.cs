using System.Diagnostics;
using System.Text.Json;
using MixPolicy.Tests.Examples;

namespace MixPolicy.Tests.Reporting.Exports;

/// <summary>Other tools' readers, by tests/foreign/exports.mjs.</summary>
internal static class ForeignReaders
{
    /// <summary>What the reader of a form finds wrong with each document: empty where it takes it.</summary>
    public static IReadOnlyList<string[]> Judge(string form, IReadOnlyList<byte[]> documents)
    {
        using var folder = new Sources.TempFolder();
        var script = Path.Combine(ForeignPackagesFactAttribute.Repository, "tests", "foreign", "exports.mjs");
        var files = documents.Select((bytes, i) => folder.Write($"{i}.json", bytes));
        using var node = Process.Start(new ProcessStartInfo("node", [script, form, .. files]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = node.StandardError.ReadToEndAsync();
        var lines = node.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        node.WaitForExit();
        Assert.True(node.ExitCode == 0, errors.GetAwaiter().GetResult());
        Assert.Equal(documents.Count, lines.Length);
        return [.. lines.Select(l => JsonSerializer.Deserialize<string[]>(l)!)];
    }
}
