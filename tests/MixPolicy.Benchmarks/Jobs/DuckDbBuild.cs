using System.Globalization;
using DuckDB.NET.Data;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>The child that is DuckDB's contender.</summary>
internal static class DuckDbBuild
{
    private const string VersionKey = "duckdb ";

    public static void Run(DuckDbQueries queries, DuckDbPlan plan, int threads, string manifest)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Console.Out.WriteLine(VersionKey + connection.ServerVersion);
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"SET threads = {threads}"));
        Execute(connection, queries.RecordsView);
        if (plan == DuckDbPlan.TempTable)
            Execute(connection, DuckDbQueries.ScannedTable);
        Execute(connection, plan == DuckDbPlan.TempTable ? DuckDbQueries.StrataOfTable : DuckDbQueries.StrataByScan);
        Execute(connection, DuckDbQueries.Limits);
        Execute(connection, DuckDbQueries.Copy(plan, manifest));
        PrintRow(connection, DuckDbQueries.Recount(manifest));
    }

    /// <summary>The version that a finished run printed.</summary>
    public static string VersionIn(string stdoutPath) =>
        File.ReadLines(stdoutPath).FirstOrDefault(line => line.StartsWith(VersionKey, StringComparison.Ordinal))?[VersionKey.Length..] ?? "unknown";

    private static void PrintRow(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        reader.Read();
        for (var column = 0; column < reader.FieldCount; column++)
            Console.Out.WriteLine($"{reader.GetName(column)} {Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture)}");
    }

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
