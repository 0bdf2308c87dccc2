using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MixPolicy.Benchmarks.Measuring;

/// <summary>What the figures were measured on and with: a figure without it means nothing.</summary>
internal static class MachineLine
{
    private static readonly string[] Packages =
        ["DuckDB.NET.Data", "Parquet", "ParquetSharp", "System.IO.Hashing", "YamlDotNet", "ZstdSharp"];

    public static string Render(string duckDbVersion)
    {
        var gibibytes = Math.Round(ProcFiles.MachineBytes() / (double)(1L << 30));
        return string.Join("; ",
            FormattableString.Invariant($"{ProcFiles.CpuModel()}, {Environment.ProcessorCount} cores, {gibibytes} GiB"),
            $"{RuntimeInformation.OSDescription.Trim()} {RuntimeInformation.ProcessArchitecture}",
            RuntimeInformation.FrameworkDescription,
            $"DuckDB {duckDbVersion}",
            string.Join(", ", Packages.Select(Version).OfType<string>()));
    }

    /// <summary>Read from the file, not by loading it: this program stays small. Null where the output folder does not hold it.</summary>
    private static string? Version(string assembly)
    {
        var path = Path.Combine(AppContext.BaseDirectory, assembly + ".dll");
        if (!File.Exists(path))
            return null;
        var version = FileVersionInfo.GetVersionInfo(path).ProductVersion ?? "?";
        var package = assembly == "Parquet" ? "Parquet.Net" : assembly;
        return $"{package} {version.Split('+')[0]}";
    }
}
