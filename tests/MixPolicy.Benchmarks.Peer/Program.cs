using System.Globalization;
using DuckDB.NET.Data;

// DuckDB as a program of its own: runs the statements of a file, and prints each row that they return, its values between tabs.
try
{
    using var connection = new DuckDBConnection("DataSource=:memory:");
    connection.Open();
    Console.Out.WriteLine("duckdb\t" + connection.ServerVersion);
    using var command = connection.CreateCommand();
    command.CommandText = File.ReadAllText(args[0]);
    using var reader = command.ExecuteReader();
    do
    {
        while (reader.Read())
        {
            var values = Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture));
            Console.Out.WriteLine(string.Join('\t', values));
        }
    }
    while (reader.NextResult());
    return 0;
}
catch (Exception error)
{
    // The benchmark shows this; a crash would only add a core dump.
    Console.Error.WriteLine(error.ToString());
    return 1;
}
