using System.Security.Cryptography;
using System.Text;

namespace MixPolicy.Output;

/// <summary>
/// Who has a part in an output folder that several may share: one file a user, named by a digest of its name. Only the last that leaves may delete what
/// is there. The caller holds the folder's lock; what the file system refuses fails no build.
/// </summary>
internal static class OutputUsers
{
    private const string Folder = "users";
    private const string Maker = "made";

    /// <summary>Adds a user, once.</summary>
    public static void Join(string folder, string user)
    {
        var path = PathOf(folder, user);
        if (File.Exists(path)) return;
        try
        {
            StateFile.MakeOwn(folder);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, Encoding.UTF8.GetBytes(user + "\n"));
        }
        catch (Exception exception) when (OutputUnwritableException.IsCause(exception))
        {
            // See the type.
        }
    }

    /// <summary>Notes whether the outputs that were just put in place were made for a user.</summary>
    public static void Note(string folder, string? user)
    {
        try
        {
            if (user is null && Made(folder)) File.Delete(Path.Combine(folder, OutputNames.Own, Maker));
            if (user is not null && !Made(folder)) AtomicFile.Write(Path.Combine(StateFile.MakeOwn(folder), Maker), []);
        }
        catch (Exception exception) when (OutputUnwritableException.IsCause(exception))
        {
            // See the type.
        }
    }

    /// <summary>Whether the outputs were made for a user.</summary>
    public static bool Made(string folder) => File.Exists(Path.Combine(folder, OutputNames.Own, Maker));

    /// <summary>Takes a user away, and those whose file is gone: a project that was deleted can leave no more.</summary>
    /// <returns>Whether nobody is left.</returns>
    public static bool Leave(string folder, string user)
    {
        QuietDelete.OfFile(PathOf(folder, user));
        var users = Path.Combine(folder, OutputNames.Own, Folder);
        if (!Directory.Exists(users)) return true;
        foreach (var path in Directory.GetFiles(users))
            if (OutputNames.IsStaged(Path.GetFileName(path)) || !File.Exists(File.ReadAllText(path).TrimEnd('\n'))) QuietDelete.OfFile(path);
        return Directory.GetFiles(users).Length == 0;
    }

    private static string PathOf(string folder, string user) =>
        Path.Combine(folder, OutputNames.Own, Folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(user)))[..32]);
}
