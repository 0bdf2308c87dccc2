using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using MixPolicy.Hashing;
using MixPolicy.Ledger;
using MixPolicy.Tests.Generations;
using static MixPolicy.Tests.Generations.Line;

namespace MixPolicy.Tests.Ledger;

/// <summary>Ledgers of real builds, read again by other code than ours and hashed by the recursive reference.</summary>
public class LedgerBuildTests
{
    [Fact]
    public void Build_FirstGeneration_LedgerHoldsThePoolInOrder()
    {
        using var line = new Line();
        line.Data("b", Record("9"), Record("10", origin: "synthetic")).Data("a", Record("2"), Record("11"));
        line.Satisfy(0);

        Assert.Equal(["10", "11", "2", "9"], Leaves(line, 0).Select(l => l.Id));
        Assert.Equal(["s"], Leaves(line, 0).Select(l => l.Source).Distinct());
        Assert.Equal(Digest("text 10"), Leaves(line, 0)[0].Digest);
        Assert.Equal([4, 1, 1, 1], Leaves(line, 0).Select(l => l.Origin));
        var ledger = line.Lineage(0).GetProperty("ledger");
        Assert.Equal(4, ledger.GetProperty("records").GetInt32());
        Assert.Equal(4, ledger.GetProperty("admitted").GetInt32());
        Assert.Equal(JsonValueKind.Null, ledger.GetProperty("parent").ValueKind);
        Assert.Equal(Root(line, 0), ledger.GetProperty("root").GetString());
        Assert.Equal(Digest256Of(File.ReadAllBytes(line["gen-0/ledger.bin"])), ledger.GetProperty("sha256").GetString());
    }

    [Fact]
    public void Build_LaterGenerations_StartWithTheParentsBytesAndProveIt()
    {
        using var line = new Line { Rule = "keep: human, in: manifest, tombstones: takedowns.jsonl" };
        line.TakeDown().Data("a", Record("3"), Record("1"), Record("5"));
        line.Satisfy(0);
        line.Data("b", Record("2"), Record("4")).Data("c", Record("1b", "text 1"));
        line.Satisfy(1);
        line.TakeDown(Tombstone("text 3")).Data("b", Record("2", origin: "human_edited"), Record("4"), Record("0"));
        line.Satisfy(2);

        Assert.Equal(["1", "3", "5", "1b", "2", "4", "0", "2"], Leaves(line, 2).Select(l => l.Id));
        Assert.Equal([0u, 0, 0, 1, 1, 1, 2, 2], Leaves(line, 2).Select(l => l.Generation));
        foreach (var generation in new[] { 1, 2 })
        {
            var (older, newer) = (File.ReadAllBytes(line[$"gen-{generation - 1}/ledger.bin"]), File.ReadAllBytes(line[$"gen-{generation}/ledger.bin"]));
            Assert.True(newer.AsSpan().StartsWith(older));
            var ledger = line.Lineage(generation).GetProperty("ledger");
            var parent = ledger.GetProperty("parent");
            Assert.Equal(line.Lineage(generation - 1).GetProperty("ledger").GetProperty("root").GetString(), parent.GetProperty("root").GetString());
            Assert.Equal(Root(line, generation), ledger.GetProperty("root").GetString());
            Assert.True(MerkleProof.VerifyConsistency(
                parent.GetProperty("records").GetInt64(), ledger.GetProperty("records").GetInt64(),
                [.. ledger.GetProperty("consistency").EnumerateArray().Select(Hash)], Hash(parent.GetProperty("root")), Hash(ledger.GetProperty("root"))));
        }
    }

    [Fact]
    public void Build_NothingNew_LedgerIsTheParents()
    {
        using var line = new Line();
        line.Data("a", Record("1"), Record("2"));
        line.Satisfy(0);
        line.Satisfy(1);

        Assert.Equal(File.ReadAllBytes(line["gen-0/ledger.bin"]), File.ReadAllBytes(line["gen-1/ledger.bin"]));
        var ledger = line.Lineage(1).GetProperty("ledger");
        Assert.Equal(0, ledger.GetProperty("admitted").GetInt32());
        Assert.Empty(ledger.GetProperty("consistency").EnumerateArray());
    }

    [Theory]
    [InlineData("in: manifest")]
    [InlineData("in: pool")]
    public void Build_ParentsLedgerAltered_IsRefused(string rule)
    {
        using var line = new Line { Rule = $"keep: human, {rule}" };
        line.Data("a", Record("1"), Record("2"));
        line.Satisfy(0);
        var bytes = File.ReadAllBytes(line["gen-0/ledger.bin"]);
        bytes[30] ^= 1; // in the digest of the first leaf
        File.WriteAllBytes(line["gen-0/ledger.bin"], bytes);
        var result = line.Build(1);

        Assert.Equal(BuildOutcome.NotEvaluated, result.Outcome);
        Assert.Equal("MIX0214", Assert.Single(result.Diagnostics).Code);
        Assert.False(File.Exists(line["gen-1/ledger.bin"]));
    }

    [Theory]
    [InlineData(null, "it is not there")]
    [InlineData("", "it does not start as a ledger does")]
    [InlineData("mixpolicy-ledger/1\n\0\0", "leaf 0 is cut off")]
    [InlineData("mixpolicy-ledger/1\nzzzzzz", "at most 16777216 are read")]
    public void Build_ParentsLedgerIsNone_IsRefused(string? content, string fault)
    {
        using var line = new Line();
        line.Data("a", Record("1"), Record("2"));
        line.Satisfy(0);
        if (content is null) File.Delete(line["gen-0/ledger.bin"]);
        else File.WriteAllText(line["gen-0/ledger.bin"], content);
        var finding = Assert.Single(line.Build(1).Diagnostics);

        Assert.Equal("MIX0220", finding.Code);
        Assert.Contains(fault, finding.Message, StringComparison.Ordinal);
        Assert.Equal(12, finding.Place.Line);
    }

    [Fact]
    public void Build_AnyThreadsAndFiles_GivesTheSameLedger()
    {
        string[] digests = [.. new[] { 1, 7 }.Select(threads =>
        {
            using var line = new Line { Columns = "text: text, tokens: tokens, origin: origin" };
            for (var file = 0; file < 9; file++)
            {
                line.Data($"f{file}", [.. Enumerable.Range(0, 700).Select(i => Record("", $"text {(file * 31) + (i * 7)}"))]);
            }

            Assert.Equal(BuildOutcome.Satisfied, line.Build(0, ask: r => r with { Threads = threads }).Outcome);
            Assert.Equal(6300, Leaves(line, 0).Count);
            Assert.Equal(Root(line, 0), line.Lineage(0).GetProperty("ledger").GetProperty("root").GetString());
            return Digest256Of(File.ReadAllBytes(line["gen-0/ledger.bin"]));
        })];
        Assert.Equal(digests[0], digests[1]);
    }

    [Fact]
    public void Build_Manifest_RootIsOverItsRows()
    {
        using var line = new Line { Mix = "unit: tokens, budget: 70, max_repetition_factor: 3", Columns = "id: id, text: text, tokens: tokens, origin: origin, depth: depth, generator: by" };
        line.Data("a", Record("1"), Record("2"), new { id = "3", text = "c", tokens = 10, origin = "synthetic", depth = 2, by = "m" });
        line.Satisfy(0);
        var room = new byte[500];
        var hashes = line.Rows(0, "source, id, hex(digest), origin, depth, generator, repetitions").Select(row =>
        {
            var cells = row.Split('|', '\t', ',').Select(c => c.Trim()).ToArray();
            var hasGenerator = cells[5] is "m";
            return MerkleTree.LeafHash(LedgerLeaf.Write(
                room, LeafKind.Row, new Digest256(Convert.FromHexString(cells[2])), 0, int.TryParse(cells[4], out var depth) ? depth : null,
                Enum.Parse<MixPolicy.Scanning.Origin>(cells[3], ignoreCase: true), Encoding.UTF8.GetBytes(cells[0]), Encoding.UTF8.GetBytes(cells[1]),
                hasGenerator ? "m"u8 : default, hasGenerator, uint.Parse(cells[6], System.Globalization.CultureInfo.InvariantCulture)));
        }).ToArray();
        Assert.Equal(Reference.Root(hashes).ToString(), line.Lineage(0).GetProperty("manifest").GetProperty("root").GetString());
        var ledger = line.Lineage(0).GetProperty("ledger");
        using var duck = new DuckDb();
        Assert.Equal(
            [ledger.GetProperty("root").GetString()!, "3"],
            duck.Lines($"SELECT decode(value) FROM parquet_kv_metadata({DuckDb.Literal(line["gen-0/manifest.parquet"])}) WHERE decode(key) IN ('mixpolicy.ledger_root', 'mixpolicy.ledger_records') ORDER BY decode(key) DESC"));
    }

    private static Digest256 Hash(JsonElement hex) => new(Convert.FromHexString(hex.GetString()!));

    private static string Digest256Of(byte[] bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));

    private static string Root(Line line, int generation) => Reference.Root([.. Frames(line, generation).Select(f => MerkleTree.LeafHash(f))]).ToString();

    private static List<ReadLeaf> Leaves(Line line, int generation) => [.. Frames(line, generation).Select(ReadLeaf.Of)];

    private static IEnumerable<byte[]> Frames(Line line, int generation)
    {
        var bytes = File.ReadAllBytes(line[$"gen-{generation}/ledger.bin"]);
        for (var at = "mixpolicy-ledger/1\n".Length; at < bytes.Length;)
        {
            var length = (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
            yield return bytes[(at + 4)..(at + 4 + length)];
            at += 4 + length;
        }
    }

    private sealed record ReadLeaf(string Digest, uint Generation, int Origin, string Source, string Id)
    {
        public static ReadLeaf Of(byte[] data)
        {
            var source = (int)BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(42));
            var id = (int)BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(46 + source));
            return new ReadLeaf(
                Convert.ToHexStringLower(data, 1, 32), BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(33)), data[41],
                Encoding.UTF8.GetString(data, 46, source), Encoding.UTF8.GetString(data, 50 + source, id));
        }
    }
}
