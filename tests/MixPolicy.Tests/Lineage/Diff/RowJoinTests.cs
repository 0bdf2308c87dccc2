using System.Security.Cryptography;
using CsCheck;
using MixPolicy.Hashing;
using MixPolicy.Lineage.Diff;
using MixPolicy.Manifests;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Lineage.Diff;

/// <summary>Rows that do not fit memory are divided again, and the result is the same.</summary>
public sealed class RowJoinTests
{
    private static readonly Gen<(int Text, int Id, int Origin, int Times)[]> Rows = Gen.Select(Gen.Int[0, 40], Gen.Int[0, 3], Gen.Int[0, 5], Gen.Int[1, 3]).Array[0, 200];

    [Fact]
    public void Run_HoweverFewRowsAreLoaded_CountsTheSame() => Gen.Select(Rows, Rows).Sample(
        (older, newer) => Assert.Equal(Run(older, newer, RowJoin.MostLoaded, 1), Run(older, newer, 3, 2)),
        iter: 50);

    private static string Run((int Text, int Id, int Origin, int Times)[] older, (int Text, int Id, int Origin, int Times)[] newer, int mostLoaded, int threads)
    {
        using var folder = new Sources.TempFolder();
        using var before = new RadixPartitions<ComparedRow>(folder["before"]);
        using var now = new RadixPartitions<ComparedRow>(folder["now"]);
        using var gone = new RadixPartitions<GoneRow>(folder["gone"]);
        Fill(before, older);
        Fill(now, newer);
        var found = new RowJoin(new HashSet<Digest256> { Text(3) }, gone, folder.Path, CancellationToken.None, mostLoaded).Run(before, now, threads);
        string Told(ChangeTally tally) => string.Join(' ', tally.First.Select(f => $"{f.Key}:{f.Value}"));
        return $"{found.Unchanged} {found.Counts} {gone.Total} | {Told(found.Added)} | {Told(found.Dropped)} | {Told(found.Reweighted)} | {Told(found.Relabelled)} | {string.Join(' ', found.RelabelledRows)}";
    }

    private static void Fill(RadixPartitions<ComparedRow> partitions, (int Text, int Id, int Origin, int Times)[] rows)
    {
        var writer = partitions.Open();
        for (var i = 0; i < rows.Length; i++)
        {
            var (text, id, origin, times) = rows[i];
            var row = new ComparedRow(Text(text), RowIdentity.Of("s"u8, [(byte)id]), i, times, 10, 0, (Origin)origin);
            writer.Add(row.Head, in row);
        }
    }

    // Half of the texts share the first 14 bits, so that dividing once does not part them.
    private static Digest256 Text(int text)
    {
        var digest = SHA256.HashData([(byte)text]);
        if (text % 2 == 0) (digest[0], digest[1]) = (0xab, (byte)(digest[1] & 3));
        return new Digest256(digest);
    }
}
