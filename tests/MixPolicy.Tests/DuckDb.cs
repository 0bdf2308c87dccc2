using System.Globalization;
using DuckDB.NET.Data;

namespace MixPolicy.Tests;

/// <summary>An empty DuckDB in memory: a second opinion on files that the product reads and writes. Not thread-safe.</summary>
internal sealed class DuckDb : IDisposable
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");

    /// <summary>Opens it.</summary>
    public DuckDb() => _connection.Open();

    /// <summary>A path as an SQL literal.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Runs a statement whose result does not matter.</summary>
    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>All rows of a query; SQL null is null.</summary>
    public IReadOnlyList<object?[]> Rows(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The first column of the first row, as 64 bits.</summary>
    public long Number(string sql) => Convert.ToInt64(Rows(sql)[0][0], CultureInfo.InvariantCulture);

    /// <summary>One line a row, cells invariant and divided by <c>|</c>, nulls empty: for assertions that show what differs.</summary>
    public IReadOnlyList<string> Lines(string sql) =>
        [.. Rows(sql).Select(row => string.Join('|', row.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture))))];

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();
}
