using MixPolicy.Manifests;

namespace MixPolicy.Tests.Manifests;

public sealed class ColumnBufferTests
{
    [Fact]
    public void AddNull_NotNullable_ThrowsAndNamesTheColumn()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Buffer(ManifestType.Text, nullable: false).AddNull());
        Assert.Contains("'c'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ManifestType.Int32, int.MaxValue + 1L)]
    [InlineData(ManifestType.Int32, int.MinValue - 1L)]
    [InlineData(ManifestType.Boolean, 2)]
    [InlineData(ManifestType.Boolean, -1)]
    public void Add_NumberThatDoesNotFit_Throws(object type, long value)
    {
        var buffer = Buffer((ManifestType)type);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Add(value));
        Assert.Equal(0, buffer.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Add_BytesOfAnotherLengthThanFixed_Throws(int length)
    {
        var buffer = Buffer(ManifestType.Fixed32);
        Assert.Throws<ArgumentException>(() => buffer.Add(new byte[length]));
        Assert.Equal(0, buffer.Count);
    }

    [Fact]
    public void Add_OfTheOtherKind_Throws()
    {
        Assert.Throws<InvalidOperationException>(() => Buffer(ManifestType.Text).Add(1));
        Assert.Throws<InvalidOperationException>(() => Buffer(ManifestType.Fixed32).Add(1));
        Assert.Throws<InvalidOperationException>(() => Buffer(ManifestType.Int64).Add("1"u8));
    }

    [Fact]
    public void AddLabel_TextOfTheSet_IsTheValue()
    {
        var labels = new LabelSet(["a", "b", "a", "c"]);
        var buffer = new ColumnBuffer(new ManifestColumn("c", ManifestType.Text, true), labels);
        buffer.AddLabel(labels.Of("c"));
        buffer.AddNull();
        buffer.AddLabel(0);
        Assert.Equal((3, 2, 3), (buffer.Count, buffer.ValueCount, buffer.LabelCount));
        Assert.Equal(["c"u8.ToArray(), "a"u8.ToArray()], [buffer.Value(0).ToArray(), buffer.Value(1).ToArray()]);
    }

    [Fact]
    public void AddLabel_NoneOfTheSet_Throws()
    {
        var buffer = new ColumnBuffer(new ManifestColumn("c", ManifestType.Text, true), new LabelSet(["a"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.AddLabel(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.AddLabel(-1));
        Assert.Throws<InvalidOperationException>(() => buffer.Add("a"u8));
        Assert.Throws<ArgumentOutOfRangeException>(() => Buffer(ManifestType.Text).AddLabel(0));
        Assert.Equal(0, buffer.Count);
    }

    [Fact]
    public void Constructor_LabelsForWhatIsNoText_Throws() =>
        Assert.Throws<ArgumentException>(() => new ColumnBuffer(new ManifestColumn("c", ManifestType.Int64, true), new LabelSet(["a"])));

    [Fact]
    public void Clear_AfterValues_NothingOfThemIsLeft()
    {
        var buffer = Buffer(ManifestType.Text);
        buffer.Add("before"u8);
        buffer.AddNull();
        buffer.Clear();
        buffer.AddNull();
        buffer.Add("after"u8);
        Assert.Equal((2, 1), (buffer.Count, buffer.ValueCount));
        Assert.Equal([0, 1], buffer.Present.ToArray());
        Assert.Equal("after"u8.ToArray(), buffer.Value(0).ToArray());
    }

    private static ColumnBuffer Buffer(ManifestType type, bool nullable = true) => new(new ManifestColumn("c", type, nullable));
}
