using System.Globalization;
using MixPolicy.Benchmarks.Measuring;
using MixPolicy.Benchmarks.Programs;

namespace MixPolicy.Benchmarks.Peer;

/// <summary>DuckDB as a program that runs a script: as a contender, or to check what contenders did.</summary>
internal sealed class DuckDb(BuiltProgram program, MeasuredRun runs)
{
    private const string VersionKey = "duckdb\t";

    /// <summary>A contender; its script lies beside its output folder.</summary>
    public Contender Contender(string name, string outputFolder, int threads, IEnumerable<string> statements)
    {
        var script = outputFolder + ".sql";
        Write(script, [string.Create(CultureInfo.InvariantCulture, $"SET threads = {threads}"), .. statements]);
        return new Contender(name, program.Command(script), outputFolder, IsPeer: true);
    }

    /// <summary>The rows that a query gives, as text, not measured.</summary>
    /// <exception cref="BenchmarkException">DuckDB refuses it.</exception>
    public IReadOnlyList<string[]> Rows(string scratch, string query)
    {
        Write(scratch + ".sql", [query]);
        var run = runs.Run(program.Command(scratch + ".sql"), scratch + ".stdout", scratch + ".stderr");
        if (run.ExitCode != 0)
            throw new BenchmarkException($"DuckDB could not run {scratch}.sql:\n{File.ReadAllText(scratch + ".stderr")}");
        return [.. File.ReadLines(scratch + ".stdout").Where(line => !line.StartsWith(VersionKey, StringComparison.Ordinal)).Select(line => line.Split('\t'))];
    }

    /// <summary>The version that a finished contender printed; null when it did not get so far.</summary>
    public static string? VersionOf(Contender contender) => File.Exists(contender.StdoutPath)
        ? File.ReadLines(contender.StdoutPath).FirstOrDefault(line => line.StartsWith(VersionKey, StringComparison.Ordinal))?[VersionKey.Length..]
        : null;

    private static void Write(string path, IEnumerable<string> statements)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, string.Concat(statements.Select(statement => statement + ";\n")));
    }
}
