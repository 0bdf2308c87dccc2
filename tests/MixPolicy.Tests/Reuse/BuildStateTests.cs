using System.Text;
using CsCheck;
using MixPolicy.Diagnostics;
using MixPolicy.Reuse;
using MixPolicy.Sources;

namespace MixPolicy.Tests.Reuse;

public sealed class BuildStateTests
{
    private static readonly BuildState State = new(
        "key",
        "-----BEGIN PUBLIC KEY-----\n",
        [new KnownFile("data/ü.jsonl", "00", 12, new FileStamp(12, 1_800_000_000_123_456_789, -1, ulong.MaxValue), [new FilePart(0, 7, 0), new FilePart(7, 12, 3)], true), new KnownFile("b", "01", 0, null, [FilePart.Whole], false)],
        1,
        [new KnownFile("manifest.parquet", "02", 3, new FileStamp(3, 4, 5, 6), [], true)],
        ["violations.json"],
        new SaidResult(
            BuildOutcome.Violated,
            [new SaidFinding("MIX0302", Severity.Violation, new Place("", 1, 2, 3, 4), 0, "'<>\u2028 \ud83d\ude00", ["one", "two"], "n", "s", 1)],
            new BuildSummary("p", "tokens", "all", long.MaxValue, 1, 2, [new StratumLine("s", 1, 2, 3, 4, 5, 6)], [new RuleLine("c", "n", null, "o", "m", "l")], null,
                new PlanSummary(true, false, 1, 2, 3, [new CostLine("c", "n", "g", 4, null)]))
            { Parent = new ParentLine(1, "pool", 2, 3, 4, 5, 6, 7) }));

    [Fact]
    public void Of_WhatToBytesGave_IsTheSame() =>
        Assert.Equal(Encoding.UTF8.GetString(State.ToBytes()), Encoding.UTF8.GetString(BuildState.Of(State.ToBytes())!.ToBytes()));

    [Fact]
    public void Of_AnyByteChanged_IsNone()
    {
        var bytes = State.ToBytes();
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Int[1, 255]).Sample((at, flip) =>
        {
            var changed = bytes.ToArray();
            changed[at] ^= (byte)flip;
            return BuildState.Of(changed) is null;
        });
    }

    [Fact]
    public void Of_AnyPartOfIt_IsNone()
    {
        var bytes = State.ToBytes();
        Assert.All(Enumerable.Range(0, bytes.Length), length => Assert.Null(BuildState.Of(bytes.AsSpan(0, length))));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"key\":null,\"inputs\":[],\"outputs\":[],\"absent\":[],\"said\":{\"outcome\":\"Satisfied\",\"findings\":[],\"summary\":null}}")]
    [InlineData("{\"key\":\"k\",\"inputs\":[],\"outputs\":[],\"absent\":[],\"more\":1,\"said\":{\"outcome\":\"Satisfied\",\"findings\":[],\"summary\":null}}")]
    public void Of_OtherJson_IsNone(string json)
    {
        var head = $"mixpolicy-state/1 {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(json)))}\n";
        Assert.Null(BuildState.Of(Encoding.UTF8.GetBytes(head + json)));
    }
}
