using MixPolicy.Benchmarks.Corpus;

namespace MixPolicy.Benchmarks.Peer;

/// <summary>A corpus's files as table functions of DuckDB.</summary>
internal sealed class CorpusScan(CorpusFolder folder, CorpusFormat format)
{
    public CorpusFolder Folder => folder;

    /// <summary>All columns, typed, and the record's file and, where DuckDB knows it, row.</summary>
    public string Placed => format == CorpusFormat.Parquet
        ? $"(SELECT *, parse_filename(filename) AS file, file_row_number AS row FROM read_parquet([{Files}], file_row_number = true, filename = true))"
        : $$"""
            (SELECT *, parse_filename(filename) AS file, 0 AS row FROM read_json([{{Files}}], format = 'newline_delimited', filename = true, columns = {
              id: 'VARCHAR', text: 'VARCHAR', origin: 'VARCHAR', collected_at: 'TIMESTAMPTZ', license: 'VARCHAR', domain: 'VARCHAR',
              lang: 'VARCHAR', tokens: 'INTEGER', generator: 'VARCHAR', depth: 'INTEGER' }))
            """;

    /// <summary>The columns alone; of lines only those that Job J speaks of.</summary>
    public string Bare => format == CorpusFormat.Parquet
        ? $"read_parquet([{Files}])"
        : $$"""
            read_json([{{Files}}], format = 'newline_delimited', columns = { id: 'VARCHAR', text: 'VARCHAR', origin: 'VARCHAR', tokens: 'INTEGER' })
            """;

    private string Files => string.Join(", ", folder.FilePaths(format).Select(path => $"'{Quoted(path)}'"));

    public static string Quoted(string path) => path.Replace("'", "''", StringComparison.Ordinal);

    /// <summary>The name that a file has in <see cref="Placed"/>.</summary>
    public string FileName(CorpusFile file) => Path.GetFileName(folder.FilePath(format, file));
}
