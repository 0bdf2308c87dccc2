using MixPolicy.Benchmarks.Measuring;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>Shows why a contender could not be run: its command, its exit code and the end of what it said.</summary>
internal static class FailureText
{
    private const int MostCharacters = 4_000;

    public static void Print(Standing standing)
    {
        var contender = standing.Contender;
        Console.Error.WriteLine($"{contender.Name} ended with exit code {standing.Failure!.ExitCode}: {string.Join(' ', contender.Command)}");
        foreach (var path in (ReadOnlySpan<string>)[contender.StderrPath, contender.StdoutPath])
        {
            var text = File.ReadAllText(path).TrimEnd();
            if (text.Length > 0)
                Console.Error.WriteLine(text.Length > MostCharacters ? "..." + text[^MostCharacters..] : text);
        }
    }
}
