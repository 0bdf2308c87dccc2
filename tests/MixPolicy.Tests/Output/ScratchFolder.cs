using System.Text;

namespace MixPolicy.Tests.Output;

/// <summary>A folder for one test, removed with all in it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("mixpolicy-test-").FullName;

    public string Out => Path.Combine(Root, "out");

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public void Put(string name, string text)
    {
        Directory.CreateDirectory(Out);
        File.WriteAllText(Path.Combine(Out, name), text);
    }

    /// <summary>All files below the output folder by relative name; a folder is a name that ends in a slash.</summary>
    public SortedDictionary<string, string> Listing()
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!Directory.Exists(Out)) return found;
        foreach (var path in Directory.GetFiles(Out, "*", SearchOption.AllDirectories))
            found.Add(Path.GetRelativePath(Out, path), IsLock(path) ? "" : File.ReadAllText(path, Encoding.Latin1));
        foreach (var path in Directory.GetDirectories(Out, "*", SearchOption.AllDirectories))
            found.Add(Path.GetRelativePath(Out, path) + "/", "");
        return found;
    }

    /// <summary>Asserts that the output folder holds these files and nothing else.</summary>
    public void Holds(params (string Name, string Text)[] files) =>
        Assert.Equal(files.OrderBy(file => file.Name, StringComparer.Ordinal), Listing().Select(pair => (pair.Key, pair.Value)));

    // It cannot be read while it is held, and holds nothing.
    private static bool IsLock(string path) => Path.GetFileName(path) == ".mixpolicy-lock";
}
