using System.CommandLine;
using MixPolicy.Lineage.Trace;

namespace MixPolicy.Tool;

/// <summary>The ways to name a text, which <c>trace</c> and <c>tombstone add</c> share.</summary>
internal sealed class TextOptions
{
    /// <summary>Adds the options to a verb, of which one must be given.</summary>
    public TextOptions(Command command)
    {
        foreach (var option in new Option[] { Text, File, Digest, Id, Source }) command.Options.Add(option);
        foreach (var option in new[] { File, Id, Source }) option.Validators.Add(RunOptions.NotEmpty);
        command.Validators.Add(result =>
        {
            var ways = new[] { Text, File, Digest, Id };
            if (ways.Count(way => result.GetValue(way) is not null) != 1) result.AddError($"Name the text in one way: {string.Join(", ", ways.Select(w => w.Name))}");
            else if (result.GetValue(Source) is not null && result.GetValue(Id) is null) result.AddError("--source goes with --id");
        });
    }

    public Option<string?> Text { get; } = new("--text") { Description = "The text itself", HelpName = "TEXT" };

    public Option<string?> File { get; } = new("--text-file") { Description = "A file whose bytes are the text", HelpName = "FILE" };

    public Option<string?> Digest { get; } = new("--digest") { Description = "SHA-256 of the text's UTF-8", HelpName = "HEX" };

    public Option<string?> Id { get; } = new("--id") { Description = "The id of a record", HelpName = "ID" };

    public Option<string?> Source { get; } = new("--source") { Description = "The source that has the id", HelpName = "NAME" };

    /// <summary>What the library is asked.</summary>
    public TextQuestion Question(ParseResult parsed) => new()
    {
        Text = parsed.GetValue(Text),
        File = parsed.GetValue(File),
        Digest = parsed.GetValue(Digest),
        Id = parsed.GetValue(Id),
        Source = parsed.GetValue(Source),
    };
}
