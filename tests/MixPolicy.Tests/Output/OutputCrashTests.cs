using CsCheck;
using MixPolicy.Output;

namespace MixPolicy.Tests.Output;

/// <summary>Killed at any step, the folder holds the old set or the new one once it is opened again: a model says which.</summary>
public sealed class OutputCrashTests
{
    private static readonly string[] Names =
        ["manifest.parquet", "lineage.json", "sources.json", "quarantine.jsonl", "violations.json"];

    // What a round does with each name: 0 leaves it, 1 deletes it, above stages a text of that many thirds of a kilobyte.
    private static readonly Gen<Round> GenRound = Gen.Select(
        Gen.Int[0, 4].Array[Names.Length],
        Gen.Int[0, 24],
        Gen.Int[0, 14],
        Gen.Int[0, 9999],
        (deeds, killAt, killRecoveryAt, seed) => new Round(deeds, killAt, killRecoveryAt, seed));

    [Fact]
    public void Commit_KilledAtEveryStep_LeavesOldOrNew()
    {
        List<string> steps = [];
        for (var killAt = 0; ; killAt++)
        {
            using var scratch = new ScratchFolder();
            var round = new Round([2, 3, 4, 1, 1], killAt, KillRecoveryAt: int.MaxValue, Seed: 1);
            scratch.Put("manifest.parquet", "old");
            scratch.Put("quarantine.jsonl", "old");
            scratch.Put("violations.json", "old");
            var model = scratch.Listing();

            var killed = Play(scratch, round, model);

            if (killed is null) break;
            steps.Add(killed);
        }

        Assert.Equal(
            [
                "drop journal", "sweep",
                "flush manifest.parquet", "flush lineage.json", "flush sources.json", "forget state", "write journal", "rename journal",
                "rename manifest.parquet", "rename lineage.json", "rename sources.json",
                "delete quarantine.jsonl", "delete violations.json", "flush folder", "remove journal", "dispose",
            ],
            steps);
    }

    [Fact]
    public void Commit_KilledAtEveryStep_NeverLeavesTheMemoryOfTheOldSetBesideTheNew()
    {
        var (forgotten, remembered) = (0, 0);
        for (var killAt = 0; ; killAt++)
        {
            using var scratch = new ScratchFolder();
            scratch.Put("manifest.parquet", "old");
            Directory.CreateDirectory(Path.Combine(scratch.Out, OutputNames.Own));
            scratch.Put(".mixpolicy/state.json", "of the old set");
            var killed = KilledRun.Do(scratch.Out, killAt, folder =>
            {
                folder.StageText("manifest.parquet", "new");
                folder.Commit();
            });
            OutputFolder.Open(scratch.Out).Dispose();
            var remembers = scratch.Listing().ContainsKey(".mixpolicy/state.json");
            if (scratch.Listing()["manifest.parquet"] == "new") Assert.False(remembers, killed);
            if (remembers) remembered++;
            else forgotten++;
            if (killed is null) break;
        }

        Assert.True(remembered > 2 && forgotten > 2, "the steps do not lie on both sides");
    }

    [Fact]
    public void Commit_SequencesOfKilledRuns_LeaveWhatTheModelSays() =>
        GenRound.Array[1, 6].Sample(
            rounds =>
            {
                using var scratch = new ScratchFolder();
                scratch.Put("notes.txt", "mine");
                scratch.Put(".mixpolicy-notes", "mine");
                var model = scratch.Listing();
                foreach (var round in rounds) Play(scratch, round, model);
            },
            iter: 150);

    private static string? Play(ScratchFolder scratch, Round round, SortedDictionary<string, string> model)
    {
        var killed = KilledRun.Do(scratch.Out, round.KillAt, folder =>
        {
            File.WriteAllText(Path.Combine(folder.WorkFolder, "index"), "scratch");
            for (var i = 0; i < Names.Length; i++)
            {
                if (round.Deeds[i] == 1) folder.Delete(Names[i]);
                if (round.Deeds[i] > 1) folder.StageText(Names[i], round.Text(i));
            }

            folder.Commit();
        });
        if (IsDecided(killed)) Apply(round, model);

        // The run that finds the mess may be killed as well, and the next.
        for (var killAt = round.KillRecoveryAt; killAt < 20; killAt += 3) KilledRun.Do(scratch.Out, killAt, _ => { });
        OutputFolder.Open(scratch.Out).Dispose();

        Assert.Equal(model, scratch.Listing());
        return killed;
    }

    // From the first step after the journal has its name, the new set is the one.
    private static bool IsDecided(string? killed) =>
        killed is null or "flush folder" or "remove journal" or "dispose"
        || (killed.StartsWith("rename ", StringComparison.Ordinal) && killed != "rename journal")
        || killed.StartsWith("delete ", StringComparison.Ordinal);

    private static void Apply(Round round, SortedDictionary<string, string> model)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            if (round.Deeds[i] == 1) model.Remove(Names[i]);
            if (round.Deeds[i] > 1) model[Names[i]] = round.Text(i);
        }
    }

    private sealed record Round(int[] Deeds, int KillAt, int KillRecoveryAt, int Seed)
    {
        public string Text(int name) => string.Concat(Enumerable.Repeat($"{Seed}:{name}\n", (Deeds[name] - 2) * 333));
    }
}
