using System.Text;
using MixPolicy.Sources;

namespace MixPolicy.Tests.Sources;

public sealed class ValueColumnTests
{
    [Fact]
    public void Cells_OfEveryKind_SayWhatWasAdded()
    {
        var column = new ValueColumn();
        column.Share("shared bytes"u8.ToArray());
        column.AddMissing();
        column.Add(ValueKind.Text, "copied"u8);
        column.AddShared(ValueKind.Text, 7, 5);
        column.AddInteger(-42);
        column.AddInteger(7, "007"u8);
        column.AddIntegers([1, long.MinValue]);
        column.AddInstant(99);
        Assert.Equal(["", "copied", "bytes", "-42", "007", "1", "-9223372036854775808", ""], Texts(column));
        Assert.Equal(
            [ValueKind.Missing, ValueKind.Text, ValueKind.Text, ValueKind.Integer, ValueKind.Integer, ValueKind.Integer, ValueKind.Integer, ValueKind.Instant],
            Enumerable.Range(0, column.Count).Select(column.Kind));
        Assert.Equal([-42, 7, 1, long.MinValue, 99], Enumerable.Range(3, 5).Select(column.Number));
        Assert.Equal(Texts(column).Select(t => t.Length), Enumerable.Range(0, column.Count).Select(column.ByteLength));
        Assert.True(column.HasAny);
        Assert.False(column.HasUnreadable);
    }

    [Fact]
    public void Codes_OverEntries_SayWhatTheirEntriesSay()
    {
        var entries = new ValueColumn();
        entries.Add(ValueKind.Text, "a"u8);
        entries.Add(ValueKind.InvalidUtf8, [0xff]);
        entries.AddInteger(5);
        entries.AddMissing();
        var column = new ValueColumn();
        column.SetCodes(entries, [9, 2, 0, 3, 1, 9], 1, 4);
        Assert.Equal([2, 0, 3, 1], column.Codes.ToArray());
        Assert.Equal([ValueKind.Integer, ValueKind.Text, ValueKind.Missing, ValueKind.InvalidUtf8], Enumerable.Range(0, 4).Select(column.Kind));
        Assert.Equal(["5", "a", ""], Texts(column).Take(3));
        Assert.Equal(5, column.Number(0));
        Assert.True(column.HasUnreadable);
        column.SetCodes(entries, [3, 3], 0, 2);
        Assert.False(column.HasAny);
    }

    [Fact]
    public void Clear_ForgetsCellsAndCodesAndChangesTheVersion()
    {
        var column = new ValueColumn();
        column.Add(ValueKind.Text, new byte[10_000]);
        column.SetCodes(new ValueColumn(), [0], 0, 1);
        var version = column.Version;
        column.Clear();
        Assert.NotEqual(version, column.Version);
        Assert.Equal((0, 0, (ValueColumn?)null), (column.Count, column.ByteCount, column.Entries));
        for (var i = 0; i < 1000; i++) column.Add(ValueKind.Text, Encoding.UTF8.GetBytes($"{i}"));
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"{i}"), Texts(column));
    }

    private static List<string> Texts(ValueColumn column)
    {
        var texts = new List<string>();
        for (var i = 0; i < column.Count; i++)
        {
            texts.Add(Encoding.UTF8.GetString(column.Utf8(i)));
            Assert.Equal(column.Utf8(i).ToArray(), column.Segment(i).ToArray());
        }

        return texts;
    }
}
