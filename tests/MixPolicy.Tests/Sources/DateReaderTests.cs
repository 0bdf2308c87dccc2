using System.Globalization;
using System.Text;
using CsCheck;
using MixPolicy.Sources;

namespace MixPolicy.Tests.Sources;

public sealed class DateReaderTests
{
    private const string Unreadable = "-";

    [Theory]
    [InlineData("2015-10-27", "2015-10-27T00:00:00.000000")]
    [InlineData("2021-12-1", "2021-12-01T00:00:00.000000")]
    [InlineData("2021-4-18", "2021-04-18T00:00:00.000000")]
    [InlineData("2020/05/18", "2020-05-18T00:00:00.000000")]
    [InlineData("2021-12", "2021-12-01T00:00:00.000000")]
    [InlineData("2021", "2021-01-01T00:00:00.000000")]
    [InlineData("20210418", "2021-04-18T00:00:00.000000")]
    [InlineData("20210418T010203", "2021-04-18T01:02:03.000000")]
    [InlineData("20210418T010203Z", "2021-04-18T01:02:03.000000")]
    [InlineData("20190426_144956", "2019-04-26T14:49:56.000000")]
    [InlineData("2021-W01-1", "2021-01-04T00:00:00.000000")]
    [InlineData("2020-W53-7", "2021-01-03T00:00:00.000000")]
    [InlineData("2019-W01-1", "2018-12-31T00:00:00.000000")]
    [InlineData("2020-366", "2020-12-31T00:00:00.000000")]
    [InlineData("2021-001", "2021-01-01T00:00:00.000000")]
    [InlineData("13-Jun-2000", "2000-06-13T00:00:00.000000")]
    [InlineData("1-jAN-2000", "2000-01-01T00:00:00.000000")]
    [InlineData("23-07-2014", "2014-07-23T00:00:00.000000")]
    [InlineData("02-02-2022", "2022-02-02T00:00:00.000000")]
    [InlineData("2022-10-29T08:23:44+05:30", "2022-10-29T02:53:44.000000")]
    [InlineData("2022-10-25T09:41:05-03:00", "2022-10-25T12:41:05.000000")]
    [InlineData("2022-10-25 09:41:05 -0300", "2022-10-25T12:41:05.000000")]
    [InlineData("2022-10-25t09:41z", "2022-10-25T09:41:00.000000")]
    [InlineData("2022-10-25T23:30+01", "2022-10-25T22:30:00.000000")]
    [InlineData("2022-10-25T09:41:05.1", "2022-10-25T09:41:05.100000")]
    [InlineData("2022-10-25T09:41:05,123456999999999Z", "2022-10-25T09:41:05.123456")]
    [InlineData("1969-12-31T23:59:59.999999", "1969-12-31T23:59:59.999999")]
    [InlineData("2021-12-31T24:00:00", "2022-01-01T00:00:00.000000")]
    [InlineData("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.000000")]
    [InlineData("2020-02-29", "2020-02-29T00:00:00.000000")]
    [InlineData("0001-01-01", "0001-01-01T00:00:00.000000")]
    [InlineData("9999-12-31", "9999-12-31T00:00:00.000000")]
    [InlineData("1690410999", "2023-07-26T22:36:39.000000")]
    [InlineData("1690410999123", "2023-07-26T22:36:39.123000")]
    [InlineData(" \t(2016-06-17) ", "2016-06-17T00:00:00.000000")]
    [InlineData("", Unreadable)]
    [InlineData("()", Unreadable)]
    [InlineData("((2016-06-17))", Unreadable)]
    [InlineData("2021-02-29", Unreadable)]
    [InlineData("1900-02-29", Unreadable)]
    [InlineData("2021-13-01", Unreadable)]
    [InlineData("2021-00-01", Unreadable)]
    [InlineData("2021-01-32", Unreadable)]
    [InlineData("2021-04/18", Unreadable)]
    [InlineData("2021-366", Unreadable)]
    [InlineData("2021-000", Unreadable)]
    [InlineData("2021-W53-1", Unreadable)]
    [InlineData("2021-W01-8", Unreadable)]
    [InlineData("0000-01-01", Unreadable)]
    [InlineData("0000", Unreadable)]
    [InlineData("0000-W01-1", Unreadable)]
    [InlineData("0001-01-01T00:00+01:00", Unreadable)]
    [InlineData("9999-12-31T24:00:00", Unreadable)]
    [InlineData("2021-01-01T25:00:00", Unreadable)]
    [InlineData("2021-01-01T24:00:01", Unreadable)]
    [InlineData("2021-01-01T24:00:00.001", Unreadable)]
    [InlineData("2021-01-01T12:60", Unreadable)]
    [InlineData("2021-01-01T12:00:61", Unreadable)]
    [InlineData("2021-01-01T12:00:00+24:00", Unreadable)]
    [InlineData("2021-01-01T12:00:00 UTC", Unreadable)]
    [InlineData("2021-01-01T", Unreadable)]
    [InlineData("2021-01-01T12:00:00.", Unreadable)]
    [InlineData("2021-01-01x", Unreadable)]
    [InlineData("02-03-2022", Unreadable)]
    [InlineData("05-13-2022", Unreadable)]
    [InlineData("13/02/2022", Unreadable)]
    [InlineData("13-Foo-2000", Unreadable)]
    [InlineData("13-June-2000", Unreadable)]
    [InlineData("202104", Unreadable)]
    [InlineData("2021041", Unreadable)]
    [InlineData("169041099", Unreadable)]
    [InlineData("16904109991", Unreadable)]
    [InlineData("-1690410999", Unreadable)]
    [InlineData("yesterday", Unreadable)]
    public void TryRead_Shape_HasItsInstant(string text, string expected) => Assert.Equal(expected, Read(text));

    [SharedDataFact]
    public void TryRead_DatesAsFound_EveryLineHasItsDecision()
    {
        var expected = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["2015-10-27"] = "2015-10-27",
            ["2021-12-1"] = "2021-12-01",
            ["2021-4-18"] = "2021-04-18",
            ["2016-04-28"] = "2016-04-28",
            ["2021-09-2"] = "2021-09-02",
            ["13-Jun-2000"] = "2000-06-13",
            ["(fill me in with today's date, YYYY-MM-DD)"] = Unreadable,
            ["2017-09-01"] = "2017-09-01",
            ["2020/05/18"] = "2020-05-18",
            ["02-02-2022"] = "2022-02-02",
            ["2022-10-29T08:23:44+05:30"] = "2022-10-29T02:53:44.000000",
            ["2022-10-25T09:41:05-03:00"] = "2022-10-25T12:41:05.000000",
            ["20190426_144956"] = "2019-04-26T14:49:56.000000",
            ["1690410999"] = "2023-07-26T22:36:39.000000",
            ["alpaca-13b:v1"] = Unreadable,
            ["bard:20230327"] = Unreadable,
            ["gpt-3.5-turbo:20230327"] = Unreadable,
            ["llama-13b:v1"] = Unreadable,
            ["vicuna-13b:20230322-new-hp-fp16"] = Unreadable,
            ["vicuna-13b:20230322-clean-lang"] = Unreadable,
            ["vicuna-7b:20230322-fp16"] = Unreadable,
            [" <date created on, in dd-mmm-yyyy format>"] = Unreadable,
            ["        20-Dec-2005"] = "2005-12-20",
            ["           26-Jan-2009"] = "2009-01-26",
            ["           16-Oct-2009"] = "2009-10-16",
            [" 23-07-2014"] = "2014-07-23",
            [" 2015-04-28        "] = "2015-04-28",
            [" (2016-06-17)"] = "2016-06-17",
            [" 2020-03-02 "] = "2020-03-02",
            [" 2020/05/18"] = "2020-05-18",
            [" (2023-06-27)"] = "2023-06-27",
            ["  2023-10-05"] = "2023-10-05",
            [" 2023-10-3"] = "2023-10-03",
            [" (fill me in with today's date, YYYY-MM-DD)"] = Unreadable,
        };
        var lines = Reading.All(SharedData.File("traps", "dates-as-found.jsonl"), "date");
        Assert.Equal(35, lines.Count);
        foreach (var line in lines.Where(l => l != "-"))
        {
            var wanted = expected[line];
            Assert.Equal(wanted.Length == 10 ? wanted + "T00:00:00.000000" : wanted, Read(line));
        }
    }

    [Fact]
    public void TryRead_AnyInstant_ComesBackFromEveryShape() =>
        Gen.DateTime[new DateTime(1, 1, 2, 0, 0, 0, DateTimeKind.Utc), new DateTime(9999, 12, 30, 0, 0, 0, DateTimeKind.Utc)].Select(Gen.Int[-14 * 60, 14 * 60]).Sample(
            (instant, offset) =>
            {
                var whole = new DateTime(instant.Ticks / 10 * 10, DateTimeKind.Utc);
                var second = whole.AddTicks(-(whole.Ticks % TimeSpan.TicksPerSecond));
                var (iso, local) = (whole.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture), whole.AddMinutes(offset));
                var zone = $"{(offset < 0 ? '-' : '+')}{Math.Abs(offset) / 60:00}:{Math.Abs(offset) % 60:00}";
                Assert.Equal(iso, Read(iso));
                Assert.Equal(iso, Read(iso.Replace('T', ' ') + "Z"));
                Assert.Equal(iso, Read(local.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture) + zone));
                Assert.Equal(Text(second), Read(second.ToString("yyyyMMddTHHmmss", CultureInfo.InvariantCulture)));
                Assert.Equal(Text(second), Read(second.ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture)));
                foreach (var day in new[] { "yyyy-MM-dd", "yyyy/M/d", "yyyyMMdd", "dd-MMM-yyyy", "d-MMM-yyyy" })
                {
                    Assert.Equal(Text(whole.Date), Read(whole.ToString(day, CultureInfo.InvariantCulture)));
                }

                Assert.Equal(Text(whole.Date), Read($"{whole.Year:0000}-{whole.DayOfYear:000}"));
                Assert.Equal(Text(whole.Date), Read($"{ISOWeek.GetYear(whole):0000}-W{ISOWeek.GetWeekOfYear(whole):00}-{((int)whole.DayOfWeek + 6) % 7 + 1}"));
            });

    [Fact]
    public void TryRead_AnyBytes_NeverThrows() =>
        Gen.Byte.Array[0, 40].Sample(bytes => DateReader.TryRead(bytes, out var found) || found == 0);

    [Fact]
    public void TryRead_AnyBytesOfADatesAlphabet_NeverThrowsAndStaysInRange() =>
        Gen.OneOf("0123456789-/:TZW+., _()Jan"u8.ToArray()).Array[0, 30].Sample(bytes =>
            !DateReader.TryRead(bytes, out var found) || new DateTime(1970, 1, 1).AddTicks(found * 10).Year is >= 1 and <= 9999);

    private static string Read(string text) =>
        DateReader.TryRead(Encoding.UTF8.GetBytes(text), out var found) ? Text(DateTime.UnixEpoch.AddTicks(found * 10)) : Unreadable;

    private static string Text(DateTime instant) => instant.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
