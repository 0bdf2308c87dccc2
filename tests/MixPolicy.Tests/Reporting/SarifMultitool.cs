using System.Diagnostics;
using System.Text.Json;
using MixPolicy.Tests.Examples;

namespace MixPolicy.Tests.Reporting;

/// <summary>Microsoft's validator of SARIF, with its rules for GitHub's code scanning.</summary>
internal static class SarifMultitool
{
    /// <summary>The npm package, of Linux on x64 only.</summary>
    public const string Package = "@microsoft/sarif-multitool-linux";

    /// <summary>What it finds wrong with a document, as <c>level rule</c>. Notes are left out: they are advice. Of some that break the schema it says nothing at all.</summary>
    public static IReadOnlyList<string> Judge(string document)
    {
        using var folder = new Sources.TempFolder();
        var file = folder.Write("in.sarif", System.Text.Encoding.UTF8.GetBytes(document));
        var binary = Path.Combine(folder.Path, "Sarif.Multitool");

        // npm leaves it without the right to be run, and packages are not ours to change.
        File.Copy(Path.Combine(ForeignPackagesFactAttribute.NodeModules, Package, "Sarif.Multitool"), binary);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(binary, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string[] args = ["validate", file, "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning", "-o", folder["out.sarif"]];
        using var process = Process.Start(new ProcessStartInfo(binary, args) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(File.Exists(folder["out.sarif"]), said + errors.GetAwaiter().GetResult());
        using var report = JsonDocument.Parse(File.ReadAllBytes(folder["out.sarif"]));
        return [.. report.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(Words).Distinct().Order(StringComparer.Ordinal)];
    }

    private static string Words(JsonElement found) =>
        $"{(found.TryGetProperty("level", out var level) ? level.GetString() : "warning")} {found.GetProperty("ruleId").GetString()}";
}
