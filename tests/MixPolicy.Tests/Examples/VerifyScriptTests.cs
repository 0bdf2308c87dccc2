using System.Globalization;
using System.Text;
using System.Text.Json;
using MixPolicy.Hashing;
using MixPolicy.Ledger;
using MixPolicy.Tests.Generations;
using static MixPolicy.Tests.Generations.Line;

namespace MixPolicy.Tests.Examples;

/// <summary>examples/verify/verify.py, which shares no line with the library, on what the library makes.</summary>
public sealed class VerifyScriptTests : IDisposable
{
    private const int MostSize = 300;
    private readonly Sources.TempFolder _folder = new();

    private static string Script { get; } = Path.Combine(ForeignPackagesFactAttribute.Repository, "examples", "verify", "verify.py");

    public void Dispose() => _folder.Dispose();

    [PythonFact]
    public void Script_IsShortAndStandardLibraryOnly()
    {
        var lines = File.ReadAllLines(Script);
        Assert.True(lines.Length < 100, $"{lines.Length} lines");
        Assert.Equal(["import hashlib, json, struct, sys"], lines.Where(l => l.StartsWith("import ", StringComparison.Ordinal) || l.StartsWith("from ", StringComparison.Ordinal)));
    }

    [PythonFact]
    public void Ledger_BuiltInThreeGenerations_Holds()
    {
        using var line = new Line();
        line.Data("a", Record("1"), Record("2"), Record("3"));
        line.Satisfy(0);
        line.Data("b", Record("4"), Record("5"));
        line.Satisfy(1);
        line.Data("c", Record("6"));
        line.Satisfy(2);
        var root = line.Lineage(2).GetProperty("ledger").GetProperty("root").GetString();

        Assert.Equal((0, $"holds: the root is {root}\n"), Run("ledger", line["gen-2/ledger.bin"], line["gen-2/lineage.json"]));
        Assert.Equal((0, "holds: 5 leaves grew to 6\n"), Run("lineage", line["gen-2/lineage.json"]));
        Assert.Equal((0, "holds: the first ledger of its line\n"), Run("lineage", line["gen-0/lineage.json"]));
        Assert.Equal(1, Run("ledger", line["gen-1/ledger.bin"], line["gen-2/lineage.json"]).Exit);
        File.AppendAllText(line["gen-2/ledger.bin"], "\0\0");
        Assert.Equal((1, "DOES NOT HOLD: ValueError: it is cut off\n"), Run("ledger", line["gen-2/ledger.bin"], line["gen-2/lineage.json"]));
    }

    /// <summary>Every size from 0 to 300: the script takes each proof, and none in which a bit, a size or a place is other.</summary>
    [PythonFact]
    public void Proofs_OfEverySize_HoldAndAlteredOnesDoNot()
    {
        var cases = new StringBuilder();
        for (var size = 0; size <= MostSize; size++)
        {
            var (tree, first, index) = (new TreeHasher(), size == 0 ? 0 : 1 + (size * 7 % 5 * size / 6), size == 0 ? 0 : size * 13 % size);
            (GrowthProof? growth, ProofPath? path) = (null, null);
            for (var i = 0; i <= size; i++)
            {
                if (i == first) growth = tree.ProveGrowth();
                if (i == index && i < size) path = tree.ProveNext();
                if (i < size) tree.Append(Leaf(i));
            }

            var root = tree.Finish();
            Assert.Equal(size == 0, path is null || growth is null);
            if (path is null || growth is null) continue;
            Case(cases, true, Inclusion(index, size, root, path.Hashes));
            Case(cases, true, Consistency(growth.Size, growth.Root, size, root, growth.Hashes(size)));
            foreach (var altered in Altered(path.Hashes)) Case(cases, false, Inclusion(index, size, root, altered));
            foreach (var altered in Altered(growth.Hashes(size))) Case(cases, false, Consistency(growth.Size, growth.Root, size, root, altered));
            Case(cases, false, Inclusion(index, size, MerkleTree.NodeHash(root, root), path.Hashes));
            Case(cases, false, Inclusion(index + size, size, root, path.Hashes));
            Case(cases, false, Consistency(growth.Size, MerkleTree.NodeHash(root, root), size, root, growth.Hashes(size)));
            Case(cases, false, Consistency(0, MerkleTree.Empty, size, root, growth.Hashes(size)));
        }

        _folder.Write("cases.jsonl", cases.ToString());
        _folder.Write("run.py", $$"""
            import json, sys
            sys.path.insert(0, {{JsonSerializer.Serialize(Path.GetDirectoryName(Script))}})
            sys.dont_write_bytecode = True
            import verify
            wrong = count = 0
            for line in open({{JsonSerializer.Serialize(_folder["cases.jsonl"])}}):
                case = json.loads(line)
                json.dump(case, open({{JsonSerializer.Serialize(_folder["case.json"])}}, "w"))
                holds = verify.check("inclusion" if "leaf" in case else "consistency", {{JsonSerializer.Serialize(_folder["case.json"])}})[0]
                wrong, count = wrong + (holds != case["holds"]), count + 1
            print(wrong, "wrong of", count)
            """);
        var lines = cases.ToString().Count(c => c == '\n');
        Assert.True(lines > 3000);
        Assert.Equal((0, string.Create(CultureInfo.InvariantCulture, $"0 wrong of {lines}\n")), PythonFactAttribute.Run(_folder["run.py"]));
    }

    private static byte[] Leaf(int number) => BitConverter.GetBytes(number);

    private static (int Exit, string Told) Run(params string[] arguments) => PythonFactAttribute.Run([Script, .. arguments]);

    private static IEnumerable<IReadOnlyList<Digest256>> Altered(IReadOnlyList<Digest256> proof)
    {
        for (var i = 0; i < proof.Count; i++) yield return [.. proof.Select((hash, at) => at == i ? MerkleTree.NodeHash(hash, hash) : hash)];
        yield return [.. proof, MerkleTree.Empty];
        if (proof.Count > 0) yield return [.. proof.Skip(1)];
    }

    private static Dictionary<string, object> Inclusion(long index, long size, Digest256 root, IReadOnlyList<Digest256> proof) => new()
    {
        ["leaf"] = Convert.ToHexStringLower(Leaf((int)(index % size))),
        ["index"] = index,
        ["size"] = size,
        ["root"] = root.ToString(),
        ["proof"] = proof.Select(h => h.ToString()),
    };

    private static Dictionary<string, object> Consistency(long first, Digest256 firstRoot, long second, Digest256 secondRoot, IReadOnlyList<Digest256> proof) => new()
    {
        ["first_size"] = first,
        ["first_root"] = firstRoot.ToString(),
        ["second_size"] = second,
        ["second_root"] = secondRoot.ToString(),
        ["proof"] = proof.Select(h => h.ToString()),
    };

    private static void Case(StringBuilder cases, bool holds, Dictionary<string, object> proof)
    {
        proof["holds"] = holds;
        cases.Append(JsonSerializer.Serialize(proof)).Append('\n');
    }
}
