using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MixPolicy.Lineage;
using MixPolicy.Tests.Signing;

namespace MixPolicy.Tests.Lineage;

public sealed class StatementWriterTests : IDisposable
{
    private readonly SignedMix _mix = new();

    public StatementWriterTests() => _mix.Build();

    public void Dispose() => _mix.Dispose();

    [Fact]
    public void Write_ReportWithEverything_IsTheGoldenFile()
    {
        var report = Edited(Everything);
        var statement = Encoding.UTF8.GetString(StatementWriter.Write(report));

        // The report's own form is another golden file's matter.
        Assert.Contains($"\"sha256\": \"{report.Sha256}\",\n      \"bytes\": {report.Bytes.Length}\n", statement, StringComparison.Ordinal);
        Golden.Match(statement.Replace($"{report.Sha256}\",\n      \"bytes\": {report.Bytes.Length}\n", "of-the-report\",\n      \"bytes\": 0\n", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_Twice_IsTheSame() => Assert.Equal(StatementWriter.Write(_mix.Lineage()), StatementWriter.Write(_mix.Lineage()));

    [Fact]
    public void Write_MoreTombstonesThanFit_CountsAndDigestsAll()
    {
        var statement = Statement(report => Tombstones(report, 2500));
        var other = Statement(report =>
        {
            Tombstones(report, 2500);
            report["tombstones"]!["used"]![2400]!["reason"] = "another";
        });

        Assert.Equal(2500, (int)statement["count"]!);
        Assert.Equal(1000, statement["used"]!.AsArray().Count);
        Assert.Equal(statement["used"]!.ToJsonString(), other["used"]!.ToJsonString());
        Assert.NotEqual((string)statement["sha256"]!, (string)other["sha256"]!);

        JsonNode Statement(Action<JsonNode> edit) => JsonNode.Parse(StatementWriter.Write(Edited(edit)))!["predicate"]!["tombstones"]!;
    }

    [Fact]
    public void Write_NoTombstones_HasTheDigestOfTheEmptyList()
    {
        var tombstones = JsonNode.Parse(StatementWriter.Write(_mix.Lineage()))!["predicate"]!["tombstones"]!;

        Assert.Equal(0, (int)tombstones["count"]!);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("[]\n"u8)), (string)tombstones["sha256"]!);
    }

    [Theory]
    [InlineData("ledger")]
    [InlineData("rules")]
    [InlineData("manifest")]
    [InlineData("policy")]
    [InlineData("tombstones")]
    public void Write_ReportThatLacksAMember_SaysSo(string member)
    {
        var report = Edited(r => r.AsObject().Remove(member));
        Assert.Contains("lacks", Assert.Throws<InvalidDataException>(() => StatementWriter.Write(report)).Message, StringComparison.Ordinal);
        var other = Edited(r => r[member] = "another form");
        Assert.Throws<InvalidDataException>(() => StatementWriter.Write(other));
    }

    private static void Everything(JsonNode report)
    {
        Tombstones(report, 2);
        report["parent"] = new JsonObject { ["path"] = "../g0/lineage.json", ["sha256"] = new string('1', 64), ["generation"] = 0, ["manifest_sha256"] = new string('2', 64), ["kept"] = 7 };
        report["ledger"]!["parent"] = new JsonObject { ["records"] = 30, ["root"] = new string('3', 64) };
        report["waivers"] = new JsonArray(new JsonObject
        {
            ["rule"] = "rules.human.min_fraction",
            ["subject"] = null,
            ["limit"] = new JsonObject { ["numerator"] = 1, ["denominator"] = 5 },
            ["expires"] = "2026-06-01T00:00:00Z",
            ["owner"] = "data@example.org",
            ["approved_by"] = "lead@example.org",
            ["ticket"] = "DATA-1",
            ["reason"] = "the vendor is late + \"quoted\" ü",
            ["state"] = "used",
        });
        report["rules"]![0]!["waiver"] = 0;
        report["rules"]![0]!["verdict"] = "waived";
        report["manifest"]!["sha256"] = new string('a', 64); // what zlib makes of the bytes is another test's matter
        report["manifest"]!["bytes"] = 1234;
    }

    private static void Tombstones(JsonNode report, int count) => report["tombstones"] = new JsonObject
    {
        ["path"] = "tombstones.jsonl",
        ["sha256"] = null,
        ["dropped_records"] = 0,
        ["used"] = new JsonArray([.. Enumerable.Range(0, count).Select(i => new JsonObject
        {
            ["digest"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{i}"))),
            ["reason"] = "asked to",
            ["date"] = "2025-12-01",
            ["authority"] = "legal",
        })]),
        ["unused"] = 0,
        ["later"] = 0,
    };

    /// <summary>The report with a change, in its one form and with its own digest.</summary>
    private LineageDocument Edited(Action<JsonNode> edit)
    {
        var report = JsonNode.Parse(_mix.Bytes("lineage.json"))!;
        edit(report);
        report["digest"] = "";
        report["digest"] = Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(json => report.WriteTo(json))));
        var read = LineageDocument.Read(CanonicalJson.Write(json => report.WriteTo(json)), out var fault);
        Assert.Null(fault);
        return read!;
    }
}
