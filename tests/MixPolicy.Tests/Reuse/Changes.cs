namespace MixPolicy.Tests.Reuse;

/// <summary>What may happen between two builds.</summary>
internal static class Changes
{
    /// <summary>After these a build comes to something else, or must put something in order.</summary>
    public static IReadOnlyDictionary<string, Action<RememberedMix>> ThatMatter { get; } = new Dictionary<string, Action<RememberedMix>>(StringComparer.Ordinal)
    {
        ["a source grew"] = m => File.AppendAllText(m.Run.At("a.jsonl"), """{"id":"new","text":"new","origin":"human"}""" + "\n"),
        ["a source was edited, its length and time kept"] = m => KeepingTime(m.Run.At("a.jsonl"), path => Replace(path, "text a 07", "tExt a 07")),
        ["a source was added"] = m => File.WriteAllText(m.Run.At("c.jsonl"), """{"id":"c","text":"c","origin":"human"}""" + "\n"),
        ["a source was removed"] = m => File.Delete(m.Run.At("b.jsonl")),
        ["a source was renamed"] = m => File.Move(m.Run.At("b.jsonl"), m.Run.At("bb.jsonl")),
        ["two sources changed places"] = m =>
        {
            File.Move(m.Run.At("a.jsonl"), m.Run.At("x"));
            File.Move(m.Run.At("b.jsonl"), m.Run.At("a.jsonl"));
            File.Move(m.Run.At("x"), m.Run.At("b.jsonl"));
        },
        ["an older file of the same length was moved over a source"] = m =>
        {
            var other = m.Run.At("other");
            File.Copy(m.Run.At("b.jsonl"), other);
            Replace(other, "text b 07", "tExt b 07");
            File.SetLastWriteTimeUtc(other, File.GetLastWriteTimeUtc(m.Run.At("b.jsonl")));
            File.Move(other, m.Run.At("b.jsonl"), overwrite: true);
        },
        ["a source became a link to another file"] = m =>
        {
            Directory.CreateDirectory(m.Run.At("elsewhere"));
            File.Move(m.Run.At("b.jsonl"), m.Run.At("elsewhere/b"));
            Replace(m.Run.At("elsewhere/b"), "text b 07", "tExt b 07");
            File.CreateSymbolicLink(m.Run.At("b.jsonl"), m.Run.At("elsewhere/b"));
        },
        ["the policy was edited"] = m => File.AppendAllText(m.Run.At("policy.yaml"), "# nothing\n"),
        ["the seed was changed"] = m => Replace(m.Run.At("policy.yaml"), "seed: 1", "seed: 2"),
        ["an output was deleted"] = m => File.Delete(m.Run.Manifest),
        ["a byte of an output was flipped, its time kept"] = m => KeepingTime(m.Run.Manifest, path =>
        {
            var bytes = File.ReadAllBytes(path);
            bytes[^20] ^= 1;
            File.WriteAllBytes(path, bytes);
        }),
        ["an output was cut short"] = m => File.WriteAllText(Path.Combine(m.Run.Out, "lineage.json"), ""),
        ["an output was replaced by a copy"] = m =>
        {
            File.Copy(m.Run.Manifest, m.Run.Manifest + ".copy");
            File.Move(m.Run.Manifest + ".copy", m.Run.Manifest, overwrite: true);
        },
        ["a file lies where the build would have none"] = m => File.WriteAllText(Path.Combine(m.Run.Out, "violations.json"), "{}"),
        ["the memory was cut short"] = m => Cut(m.StatePath),
        ["the memory was edited"] = m => Replace(m.StatePath, "human", "humaN"),
        ["the memory was deleted"] = m => File.Delete(m.StatePath),
        ["the folder was copied"] = m =>
        {
            var copy = m.Run.At("copy");
            Copy(m.Run.Out, copy);
            Directory.Delete(m.Run.Out, recursive: true);
            Directory.Move(copy, m.Run.Out);
        },
    };

    /// <summary>After these a build comes to the same.</summary>
    public static IReadOnlyDictionary<string, Action<RememberedMix>> ThatDoNot { get; } = new Dictionary<string, Action<RememberedMix>>(StringComparer.Ordinal)
    {
        ["nothing"] = _ => { },
        ["a source was touched"] = m => File.SetLastWriteTimeUtc(m.Run.At("a.jsonl"), new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc)),
        ["a source was written anew"] = m => File.WriteAllText(m.Run.At("a.jsonl"), File.ReadAllText(m.Run.At("a.jsonl"))),
        ["a source was replaced by a copy"] = m =>
        {
            File.Copy(m.Run.At("a.jsonl"), m.Run.At("copy"));
            File.Move(m.Run.At("copy"), m.Run.At("a.jsonl"), overwrite: true);
        },
        ["the policy was written anew"] = m => File.WriteAllText(m.Run.At("policy.yaml"), File.ReadAllText(m.Run.At("policy.yaml"))),
        ["a file was added that no path names"] = m => File.WriteAllText(m.Run.At("notes.txt"), "notes"),
    };

    private static void KeepingTime(string path, Action<string> change)
    {
        var time = File.GetLastWriteTimeUtc(path);
        change(path);
        File.SetLastWriteTimeUtc(path, time);
    }

    private static void Replace(string path, string old, string with)
    {
        var text = File.ReadAllText(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(old, with, StringComparison.Ordinal));
    }

    private static void Cut(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
        file.SetLength(file.Length - 2);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
            File.SetLastWriteTimeUtc(copy, File.GetLastWriteTimeUtc(file));
        }
    }
}
