using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MixPolicy.Tests.Examples;

namespace MixPolicy.Tests.Sources.Pages;

/// <summary>Writes tables as Polars and hyparquet-writer do, by tests/foreign/parquet.mjs.</summary>
internal static class ForeignFiles
{
    /// <summary>The native part of Polars, whatever the platform: its name begins so.</summary>
    public const string NativePolars = "nodejs-polars-*";

    /// <summary>Types that neither knows.</summary>
    private static readonly CellType[] Unknown =
        [CellType.Enum, CellType.Half, CellType.Int96, CellType.Decimal32, CellType.Decimal64, CellType.DecimalFixed, CellType.DecimalBytes];

    /// <summary>Whether both are installed.</summary>
    public static bool AreThere => new ForeignPackagesFactAttribute(NativePolars).Skip is null;

    /// <summary>A column of every type that either knows, with nulls and without.</summary>
    public static IReadOnlyList<TestColumn> Columns(int rows) =>
    [
        .. Enum.GetValues<CellType>().Except(Unknown).SelectMany(type => new[] { 0, 1 }.Select(depth =>
            SourceTables.Column($"{type}{depth}", type, depth, rows, 17 + depth, depth == 0 ? 12 : 500))),
        SourceTables.Column("empty", CellType.Text, 1, rows, 1, 10, nulls: 1000),
        SourceTables.Column("one", CellType.Text, 0, rows, 3, 1),
    ];

    /// <summary>Writes the table once for each codec and encoding; paths of the files.</summary>
    public static IReadOnlyList<string> Write(TempFolder folder, IReadOnlyList<TestColumn> columns)
    {
        var table = columns.Select(c => new { name = c.Name, type = c.Type.ToString(), cells = c.Cells.Select(cell => Text(c.Type, cell)) });
        var input = folder.Write("table.json", JsonSerializer.Serialize(table));
        var script = Path.Combine(ForeignPackagesFactAttribute.Repository, "tests", "foreign", "parquet.mjs");
        using var node = Process.Start(new ProcessStartInfo("node", [script, input, folder.Path]) { RedirectStandardError = true })!;
        var errors = node.StandardError.ReadToEnd();
        node.WaitForExit();
        Assert.True(node.ExitCode == 0, errors);
        return [.. Directory.GetFiles(folder.Path, "*.parquet").Where(f => Path.GetFileName(f) is ['p', 'o', ..] or ['h', ..]).Order(StringComparer.Ordinal)];
    }

    private static string? Text(CellType type, object? cell) => (type, cell) switch
    {
        (_, null) => null,
        (CellType.Text or CellType.Json, byte[] bytes) => Encoding.UTF8.GetString(bytes),
        (_, byte[] bytes) => Convert.ToHexString(bytes),
        (CellType.Unsigned32, int value) => ((uint)value).ToString(CultureInfo.InvariantCulture),
        (CellType.Unsigned64, long value) => ((ulong)value).ToString(CultureInfo.InvariantCulture),
        (_, bool value) => value ? "true" : "false",
        _ => ((IFormattable)cell).ToString(null, CultureInfo.InvariantCulture),
    };
}
