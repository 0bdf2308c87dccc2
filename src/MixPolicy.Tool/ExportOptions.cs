using System.CommandLine;

namespace MixPolicy.Tool;

/// <summary>What <c>export</c> is told beside the report.</summary>
internal sealed class ExportOptions
{
    private readonly Option<string?> _url = Text("--url", "URL", "Where the mix is published");
    private readonly Option<string?> _creator = Text("--creator", "NAME", "The organisation that made the mix");
    private readonly Option<string?> _license = Text("--license", "LICENCE", "The licence of the mix as a whole");
    private readonly Option<string?> _country = Text("--country", "COUNTRY", "Where the texts were collected");
    private readonly Option<string?> _purpose = Text("--purpose", "TEXT", "What the mix is for, such as ai-pre-training");
    private readonly Option<string?> _description = Text("--description", "TEXT", "What the mix is (default: its figures in a sentence)");
    private readonly Option<string?> _model = Text("--model", "NAME", "The model that the mix trains");
    private readonly Option<string?> _namespace = Text("--namespace", "NAME", "OpenLineage's namespace of the job and its datasets (default: mixpolicy)");
    private readonly Option<string?> _eventTime = Text("--event-time", "TIME", "When the mix was made or published: 2026-11-01 or 2026-11-01T12:30:00Z (default: the report's as_of)");

    /// <summary>Adds the verb's own arguments and options, then these, to a verb.</summary>
    public ExportOptions(Command command, Argument report, params Option[] own)
    {
        command.Arguments.Add(report);
        foreach (var option in own) command.Options.Add(option);
        foreach (var option in new[] { _url, _creator, _license, _country, _purpose, _description, _model, _namespace, _eventTime }) command.Options.Add(option);
    }

    /// <summary>What was said.</summary>
    public ExportFacts Facts(ParseResult parsed) => new()
    {
        Url = parsed.GetValue(_url),
        Creator = parsed.GetValue(_creator),
        License = parsed.GetValue(_license),
        Country = parsed.GetValue(_country),
        Purpose = parsed.GetValue(_purpose),
        Description = parsed.GetValue(_description),
        Model = parsed.GetValue(_model),
        Namespace = parsed.GetValue(_namespace),
        EventTime = parsed.GetValue(_eventTime),
    };

    private static Option<string?> Text(string name, string value, string description) => new(name) { Description = description, HelpName = value };
}
