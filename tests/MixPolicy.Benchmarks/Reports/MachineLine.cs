using System.Diagnostics;
using System.Runtime.InteropServices;
using MixPolicy.Benchmarks.Measuring;

namespace MixPolicy.Benchmarks.Reports;

/// <summary>What the figures were measured on and with: a figure without it means nothing.</summary>
internal static class MachineLine
{
    private static readonly string[] Packages = ["Parquet", "ParquetSharp", "System.IO.Hashing", "ZstdSharp"];

    /// <param name="kinds">How the programs were built.</param>
    /// <param name="duckDbVersion">As DuckDB says it; null when it was not run.</param>
    public static string Render(string kinds, string? duckDbVersion)
    {
        var gibibytes = Math.Round(ProcFiles.MachineBytes() / (double)(1L << 30));
        return string.Join("; ", new[]
        {
            FormattableString.Invariant($"{ProcFiles.CpuModel()}, {Environment.ProcessorCount} cores, {gibibytes} GiB"),
            $"{RuntimeInformation.OSDescription.Trim()} {RuntimeInformation.ProcessArchitecture}",
            RuntimeInformation.FrameworkDescription,
            kinds,
            duckDbVersion is null ? null : $"DuckDB {duckDbVersion}",
            string.Join(", ", Packages.Select(Version).OfType<string>()),
        }.OfType<string>());
    }

    /// <summary>Read from the file, not by loading it. Null where the output folder does not hold it.</summary>
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
