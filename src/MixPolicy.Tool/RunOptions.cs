using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MixPolicy.Diagnostics;
using MixPolicy.Reporting;

namespace MixPolicy.Tool;

/// <summary>What <c>build</c> and <c>check</c> share: the policy, and how to run and report.</summary>
internal sealed class RunOptions
{
    /// <summary>Adds the argument and the options to a verb.</summary>
    public RunOptions(Command command)
    {
        command.Arguments.Add(Policy);
        foreach (var option in new Option[] { Format, Sarif, Out, Threads, Quiet, NoProgress, NoCache, Locked, Suggest, AsOf, NoWaivers }) command.Options.Add(option);
        Out.Validators.Add(NotEmpty);
        SarifFile.Guard(command, Sarif, Policy);
        Policy.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && string.IsNullOrWhiteSpace(result.Tokens[0].Value)) result.AddError("The policy's path is empty");
        });
    }

    public Argument<string> Policy { get; } = new("policy") { Description = "The policy file, e.g. policy.yaml" };

    public Option<string> Format { get; } = NewFormat();

    public Option<string?> Sarif { get; } = SarifFile.NewOption();

    public Option<string?> Out { get; } = new("--out")
    {
        Description = "Folder for the outputs (default: what the policy says, else out/<name> beside it)",
        HelpName = "DIR",
    };

    public Option<int> Threads { get; } = NewThreads();

    public Option<bool> Quiet { get; } = new("--quiet") { Description = "Only the findings, and no progress" };

    public Option<bool> NoProgress { get; } = new("--no-progress") { Description = "No progress bar" };

    public Option<bool> NoCache { get; } = new("--no-cache") { Description = "Read and build everything, even if nothing seems to have changed" };

    public Option<bool> Locked { get; } = new("--locked") { Description = "The result must be the one already there; nothing is written" };

    public Option<bool> Suggest { get; } = new("--suggest")
    {
        Description = "If the policy is violated, write one that can be built beside it: policy.suggested.yaml",
    };

    public Option<DateOnly?> AsOf { get; } = new("--as-of")
    {
        Description = "Count every age, and the end of waivers, from this day instead of the policy's as_of",
        HelpName = "YYYY-MM-DD",
        CustomParser = ReadDay,
    };

    public Option<bool> NoWaivers { get; } = new("--no-waivers") { Description = "Judge as if the policy had no waivers" };

    /// <summary>What the library is asked for.</summary>
    public BuildRequest Request(ParseResult parsed) => new()
    {
        Policy = parsed.GetRequiredValue(Policy),
        Directory = Environment.CurrentDirectory,
        Out = parsed.GetValue(Out),
        Locked = parsed.GetValue(Locked),
        Suggest = parsed.GetValue(Suggest),
        AsOf = parsed.GetValue(AsOf),
        NoWaivers = parsed.GetValue(NoWaivers),
        Reuse = parsed.GetValue(NoCache) ? BuildReuse.Nothing : Terminal.IsBuildServer ? BuildReuse.SameContent : BuildReuse.Unchanged,
        Threads = parsed.GetValue(Threads),
        ToolVersion = ToolVersion.Current,
    };

    /// <summary>The option that all verbs with a report have.</summary>
    public static Option<string> NewFormat() => new("--format")
    {
        Description = $"Format of the report on stdout: {string.Join('|', Renderers.Formats)}",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => Renderers.Formats[0],
        CustomParser = ReadFormat,
    };

    /// <summary>How many workers: of every verb that has them.</summary>
    public static Option<int> NewThreads() => new("--threads")
    {
        Description = "Worker threads; changes no byte of the result",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        CustomParser = ReadThreads,
    };

    /// <summary>An option's path may be left out, but not be empty.</summary>
    public static void NotEmpty(OptionResult result)
    {
        if (result.Tokens.Count != 1 || !string.IsNullOrWhiteSpace(result.Tokens[0].Value)) return;
        result.AddError($"{result.Option.Name} is empty: give a path");
    }

    private static string? ReadFormat(ArgumentResult result)
    {
        var word = result.Tokens[0].Value;
        if (Renderers.Formats.Contains(word)) return word;
        var allowed = $"The formats are: {string.Join(", ", Renderers.Formats)}";
        var nearest = NearestWord.To(word, Renderers.Formats);
        result.AddError($"there is no format '{word}'{(nearest is null ? "." : $"; did you mean '{nearest}'?")} {allowed}");
        return null;
    }

    /// <summary>Reads a day as policies write it.</summary>
    public static DateOnly? ReadDay(ArgumentResult result)
    {
        var word = result.Tokens[0].Value;
        if (DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year >= 1900) return day;
        result.AddError($"{((OptionResult)result.Parent!).Option.Name} is '{word}': give a day as YYYY-MM-DD, from 1900-01-01");
        return null;
    }

    private static int ReadThreads(ArgumentResult result)
    {
        var word = result.Tokens[0].Value;
        if (ThreadCount.Read(word) is { } threads) return threads;
        result.AddError($"--threads is '{word}': give a whole number from 1 to {ThreadCount.Most}");
        return 0;
    }
}
