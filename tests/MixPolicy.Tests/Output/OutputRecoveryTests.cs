using MixPolicy.Output;

namespace MixPolicy.Tests.Output;

public sealed class OutputRecoveryTests : IDisposable
{
    private const string Journal = ".mixpolicy-commit.json";

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Open_LeftoversOfKilledRuns_GoAndTheUsersLookalikesStay()
    {
        _scratch.Put(".mixpolicy-stage-0123456789abcdef-manifest.parquet", "ours");
        _scratch.Put(".mixpolicy-stage-0123456789abcdef-.mixpolicy-commit.json", "ours");
        _scratch.Put(".mixpolicy-stage-notes", "mine");
        _scratch.Put("x.mixpolicy-stage-0123456789abcdef-a", "mine");
        _scratch.Put(".mixpolicy-work-1-0123456789abcdef", "a file, so mine");
        Directory.CreateDirectory(Path.Combine(_scratch.Out, ".mixpolicy-work-42-0123456789abcdef", "runs"));
        _scratch.Put(Path.Combine(".mixpolicy-work-42-0123456789abcdef", "index"), "ours");
        Directory.CreateDirectory(Path.Combine(_scratch.Out, ".mixpolicy-work-mine"));
        Directory.CreateDirectory(Path.Combine(_scratch.Out, ".mixpolicy"));
        _scratch.Put(".mixpolicy/.mixpolicy-stage-0123456789abcdef-state.json", "ours");
        _scratch.Put(".mixpolicy/state.json", "remembered");

        OutputFolder.Open(_scratch.Out).Dispose();

        _scratch.Holds(
            (".mixpolicy/", ""),
            (".mixpolicy/state.json", "remembered"),
            (".mixpolicy-stage-notes", "mine"),
            ("x.mixpolicy-stage-0123456789abcdef-a", "mine"),
            (".mixpolicy-work-1-0123456789abcdef", "a file, so mine"),
            (".mixpolicy-work-mine/", ""));
    }

    [Fact]
    public void Open_JournalCutAnywhere_ForgetsTheSet()
    {
        for (var length = 0; ; length++)
        {
            KillBeforeFirstRename();
            var path = Path.Combine(_scratch.Out, Journal);
            var bytes = File.ReadAllBytes(path);
            if (length == bytes.Length) break;
            File.WriteAllBytes(path, bytes[..length]);

            OutputFolder.Open(_scratch.Out).Dispose();

            _scratch.Holds(("manifest.parquet", "old"), ("violations.json", "old"));
        }

        OutputFolder.Open(_scratch.Out).Dispose();
        _scratch.Holds(("manifest.parquet", "new"), ("lineage.json", "new"));
    }

    [Fact]
    public void Open_StagedFileChangedAfterTheJournal_ForgetsTheSet()
    {
        KillBeforeFirstRename();
        File.WriteAllText(Directory.GetFiles(_scratch.Out, ".mixpolicy-stage-*-lineage.json").Single(), "neW");

        OutputFolder.Open(_scratch.Out).Dispose();

        _scratch.Holds(("manifest.parquet", "old"), ("violations.json", "old"));
    }

    [Theory]
    [InlineData("""{"mixpolicy_commit":2,"renames":[],"deletes":["mine.txt"]}""")]
    [InlineData("""{"mixpolicy_commit":1,"renames":[],"deletes":["../mine.txt"]}""")]
    [InlineData("""{"mixpolicy_commit":1,"renames":[],"deletes":[null]}""")]
    [InlineData("""{"mixpolicy_commit":1,"renames":[null],"deletes":["mine.txt"]}""")]
    [InlineData("""{"mixpolicy_commit":1,"renames":null,"deletes":["mine.txt"]}""")]
    [InlineData("""{"mixpolicy_commit":1,"deletes":["mine.txt"]}""")]
    [InlineData("""{"mixpolicy_commit":1,"renames":[{"from":"mine.txt","to":"a","bytes":4,"sha256":"00"}],"deletes":["mine.txt"]}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public void Open_JournalThatIsNotSound_IsRemovedAndTouchesNothing(string journal)
    {
        File.WriteAllText(Path.Combine(_scratch.Root, "mine.txt"), "mine");
        _scratch.Put("mine.txt", "mine");
        _scratch.Put(Journal, journal);

        OutputFolder.Open(_scratch.Out).Dispose();

        _scratch.Holds(("mine.txt", "mine"));
        Assert.True(File.Exists(Path.Combine(_scratch.Root, "mine.txt")));
    }

    private void KillBeforeFirstRename()
    {
        _scratch.Put("manifest.parquet", "old");
        _scratch.Put("violations.json", "old");
        for (var step = 0; ; step++)
        {
            var killed = KilledRun.Do(_scratch.Out, step, folder =>
            {
                folder.StageText("manifest.parquet", "new");
                folder.StageText("lineage.json", "new");
                folder.Delete("violations.json");
                folder.Commit();
            });
            if (killed == "rename manifest.parquet") return;
        }
    }
}
