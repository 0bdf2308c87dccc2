using System.Text;
using MixPolicy.Output;

namespace MixPolicy.Tests.Output;

/// <summary>Stands for <c>kill -9</c>: no code of ours treats it as a failure of the file system.</summary>
internal sealed class KilledException : Exception;

/// <summary>A run over an output folder that is killed before a given step.</summary>
internal static class KilledRun
{
    /// <summary>
    /// Opens <paramref name="folder"/>, does <paramref name="work"/> and ends, or is killed before step <paramref name="killAt"/>,
    /// counted from 0. A killed run leaves everything as it is, its lock file included, but the lock is free.
    /// </summary>
    /// <returns>The step that it was killed before; null when it came to its end.</returns>
    public static string? Do(string folder, int killAt, Action<OutputFolder> work)
    {
        var steps = 0;
        string? killed = null;
        OutputFolder? opened = null;
        try
        {
            opened = OutputFolder.Open(folder, Step);
            work(opened);
            opened.Dispose();
            return null;
        }
        catch (KilledException)
        {
            try
            {
                opened?.Dispose();
            }
            catch (KilledException)
            {
                // Dispose lets go of the lock and does nothing else: its first step kills it too.
            }

            File.WriteAllBytes(Path.Combine(folder, ".mixpolicy-lock"), []);
            return killed;
        }

        void Step(string name)
        {
            if (steps++ < killAt) return;
            killed ??= name;
            throw new KilledException();
        }
    }

    /// <summary>Stages <paramref name="text"/> as <paramref name="name"/>.</summary>
    public static void StageText(this OutputFolder folder, string name, string text)
    {
        using var stream = folder.Stage(name);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}
