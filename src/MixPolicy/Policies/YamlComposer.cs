using MixPolicy.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MixPolicy.Policies;

/// <summary>
/// Composes the parser's events into one tree, on a stack of its own: no depth of nesting and no web of aliases in the text can exhaust
/// the machine's. What is wrong with one node is reported and composing goes on; what is wrong with the syntax ends it.
/// </summary>
internal sealed class YamlComposer
{
    /// <summary>Most levels of nesting.</summary>
    public const int MaxDepth = 64;

    private readonly string _file;
    private readonly DiagnosticBag _diagnostics;
    private readonly Stack<OpenNode> _open = new();
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private readonly YamlBudget _budget;
    private YamlNode? _root;
    private Mark _last = Mark.Empty;

    private YamlComposer(string file, YamlBudget budget, DiagnosticBag diagnostics)
    {
        _file = file;
        _budget = budget;
        _diagnostics = diagnostics;
    }

    /// <summary>The tree of the text's only document; null when there is none or it cannot be composed, which is then reported.</summary>
    /// <param name="file">As messages show it.</param>
    /// <param name="text">The text.</param>
    /// <param name="budget">Shared by all files of one policy.</param>
    /// <param name="diagnostics">Where errors go.</param>
    public static YamlNode? Compose(string file, string text, YamlBudget budget, DiagnosticBag diagnostics)
    {
        if (!YamlDirectives.Check(file, text, diagnostics)) return null;
        var composer = new YamlComposer(file, budget, diagnostics);
        if (!composer.Run(text)) return null;
        if (composer._root is null)
        {
            diagnostics.Error(
                Codes.YamlSyntax,
                new Place(file, 1, 1),
                "The policy is empty; it starts with 'mixpolicy: 1' and 'name: ...'.");
        }

        return composer._root;
    }

    private bool Run(string text)
    {
        using var reader = new StringReader(text);
        try
        {
            var parser = new Parser(reader);
            while (parser.MoveNext())
            {
                if (parser.Current is not { } current || !Take(current)) return false;
                _last = current.End;
            }

            return true;
        }
        catch (YamlException e)
        {
            var known = e.Start.Line > 1 || e.Start.Column > 1 || _last.Line <= 1;
            return Refuse(Codes.YamlSyntax, known ? At(e.Start, e.End) : At(_last, _last), $"This is not YAML: {Sentence(e.Message)}");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // The parser breaks like this, without a place, on flow collections that nothing closes.
            return Refuse(
                Codes.YamlSyntax,
                At(_last, _last),
                "This is not YAML: after here a bracket, brace or quote is not closed, or is closed twice.");
        }
    }

    private bool Take(ParsingEvent current) => current switch
    {
        DocumentStart when _root is not null =>
            Refuse(Codes.YamlSyntax, At(current.Start, current.End), "A policy is one document; a second one starts here. Give it a file of its own."),
        Scalar scalar => Count(current) && Attach(Compose(scalar), scalar.Anchor, scalar.End),
        AnchorAlias alias => Alias(alias),
        MappingStart start => Count(current) && Open(start, new YamlMapping(At(start.Start, start.End)), start.Style == MappingStyle.Flow),
        SequenceStart start => Count(current) && Open(start, new YamlSequence(At(start.Start, start.End)), start.Style == SequenceStyle.Flow),
        MappingEnd or SequenceEnd => Close(current),
        _ => true,
    };

    private YamlNode Compose(Scalar scalar)
    {
        var place = At(scalar.Start, scalar.End);
        RefuseTag(scalar, place);
        var text = scalar.Value;
        for (var i = 0; i < text.Length; i++)
        {
            if (!YamlText.IsUnseen(text, i)) continue;
            _diagnostics.Error(
                Codes.YamlSyntax,
                place,
                $"The text holds the character {YamlText.Number(text[i])}, which no value of a policy may.");
            return new YamlBroken(place);
        }

        return new YamlScalar(place, text, scalar.Style == ScalarStyle.Plain);
    }

    private bool Open(NodeEvent start, YamlNode node, bool isFlow)
    {
        if (_open.Count == MaxDepth)
        {
            return Refuse(Codes.TooComplex, node.Place, $"The policy nests more than {MaxDepth} levels deep here; no policy needs that.");
        }

        RefuseTag(start, node.Place);
        _open.Push(new OpenNode(node, start.Anchor, isFlow, start.Start));
        return true;
    }

    private bool Close(ParsingEvent current)
    {
        var open = _open.Pop();
        // A block ends for the parser where the next one starts; for people, where its last line ends. A flow ends after its bracket, which is
        // where the parser says.
        var end = open.IsFlow ? new Mark(current.Start.Index + 1, current.Start.Line, current.Start.Column + 1) : open.LastEnd;
        open.Close(At(open.Start, end), _diagnostics);
        return Attach(open.Node, open.Anchor, end);
    }

    private bool Alias(AnchorAlias alias)
    {
        var place = At(alias.Start, alias.End);
        var name = alias.Value.Value;
        if (_open.TryPeek(out var parent) && parent.AwaitsKey)
        {
            _diagnostics.Error(Codes.YamlSyntax, place, $"The alias *{Shown.Short(name)} stands where a key must; write the key out.");
            return Attach(new YamlBroken(place), AnchorName.Empty, alias.End);
        }

        if (!_anchors.TryGetValue(name, out var node))
        {
            var inside = _open.Any(o => !o.Anchor.IsEmpty && o.Anchor.Value == name);
            _diagnostics.Error(
                Codes.YamlSyntax,
                place,
                inside ? $"The alias *{Shown.Short(name)} stands inside its own anchor."
                    : $"The alias *{Shown.Short(name)} has no anchor &{Shown.Short(name)} before it.{Spelling.DidYouMean(name, _anchors.Keys)}");
            node = new YamlBroken(place);
        }

        return Count(alias, node.Weight) && Attach(node, AnchorName.Empty, alias.End);
    }

    private bool Attach(YamlNode node, AnchorName anchor, Mark end)
    {
        if (!anchor.IsEmpty) _anchors[anchor.Value] = node;
        if (_open.TryPeek(out var parent)) parent.Add(node, end, _diagnostics);
        else _root = node;
        return true;
    }

    private bool Count(ParsingEvent current, long weight = 1) =>
        _budget.Take(weight)
        || Refuse(
            Codes.TooComplex,
            At(current.Start, current.End),
            $"With its aliases{(_budget.Files > 1 ? " and all that it extends" : "")} written out the policy has more than {YamlBudget.MaxNodes} values here; no policy needs that.");

    private void RefuseTag(NodeEvent node, Place place)
    {
        if (node.Tag.IsEmpty) return;
        _diagnostics.Error(
            Codes.YamlSyntax,
            place,
            $"The tag {Shown.Short(node.Tag.Value)} is not allowed: a policy has plain values only. Remove the tag.");
    }

    private bool Refuse(string code, Place place, string message)
    {
        _diagnostics.Error(code, place, message);
        return false;
    }

    private Place At(Mark start, Mark end) =>
        new(_file, Math.Max(1, (int)start.Line), Math.Max(1, (int)start.Column), Math.Max(1, (int)end.Line), Math.Max(1, (int)end.Column));

    private static string Sentence(string message)
    {
        var line = Shown.Escape(message, 200).TrimEnd('.');
        return line.Length == 0 ? "it cannot be parsed." : char.ToLowerInvariant(line[0]) + line[1..] + ".";
    }
}
