using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Planning.Conflicts;
using MixPolicy.Policies;

namespace MixPolicy.Suggestions;

/// <summary>
/// A policy's text with other numbers: the user's own, byte for byte, but for the scalars that change, a remark at the end of their lines, and a header. A
/// limit that the text does not state itself (a default, or one that it extends) is added where it belongs.
/// </summary>
internal sealed class PolicyPatcher
{
    /// <summary>How the first line of a suggestion starts: what bears it may be overwritten.</summary>
    public const string Marker = "# Suggested by mixpolicy from ";

    private readonly string _file;
    private readonly string _text;
    private readonly string _newLine;
    private readonly YamlMapping _root;
    private readonly List<int> _lineStarts = [0];
    private readonly List<Edit> _edits = [];
    private readonly SortedDictionary<int, List<string>> _remarks = [];

    private PolicyPatcher(string file, string text, YamlMapping root)
    {
        (_file, _text, _root) = (file, text, root);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))) _lineStarts.Add(i + 1);
        }

        _newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
    }

    /// <summary>The patched text; null when a limit's place is not found or the text would not read as meant, with the reason.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="changes">What changes; each limit once.</param>
    /// <param name="whyNot">Why there is no text; else empty.</param>
    public static byte[]? Patch(Policy policy, IReadOnlyList<LimitChange> changes, out string whyNot)
    {
        whyNot = "the policy cannot be read again";
        if (Read(policy.File, policy.Bytes) is not var (text, root)) return null;
        var patcher = new PolicyPatcher(policy.File, text, root);
        var header = new StringBuilder();
        var name = policy.File[(policy.File.LastIndexOfAny(['/', '\\']) + 1)..];
        header.Append(Marker).Append(Shown.Escape(name, 200)).Append(" (sha256 ").Append(policy.Digest).Append("): it is a copy that can be built.").Append(patcher._newLine);
        header.Append("# Read what was changed, and take over what you agree with:").Append(patcher._newLine);
        foreach (var change in changes)
        {
            if (patcher.Change(change) is not { } was)
            {
                whyNot = $"{change.Name} has no place of its own in the policy's text";
                return null;
            }

            header.Append("# ").Append(change.Name).Append(": ").Append(NumberText.Plain(change.To)).Append(", was ").Append(was).Append(patcher._newLine);
        }

        header.Append(patcher._newLine);
        var plain = header + patcher.Apply(withRemarks: false);
        var remarked = header + patcher.Apply(withRemarks: true);
        if (Read(policy.File, Encoding.UTF8.GetBytes(plain)) is not var (_, meant))
        {
            whyNot = "the changed text would not be a policy any more";
            return null;
        }

        // A remark may fall into a text of several lines: then that line goes without.
        var isSame = Read(policy.File, Encoding.UTF8.GetBytes(remarked)) is var (_, said) && SameTree.Are(meant, said);
        return [.. policy.Bytes.AsSpan() is [0xEF, 0xBB, 0xBF, ..] ? [0xEF, 0xBB, 0xBF] : Array.Empty<byte>(), .. Encoding.UTF8.GetBytes(isSame ? remarked : plain)];
    }

    private static (string Text, YamlMapping Root)? Read(string file, byte[] bytes)
    {
        var diagnostics = new DiagnosticBag();
        var text = YamlText.Decode(file, bytes, diagnostics);
        return text is not null && YamlComposer.Compose(file, text, new YamlBudget(), diagnostics) is YamlMapping root && !diagnostics.HasErrors ? (text, root) : null;
    }

    /// <summary>Notes the edit of one limit and gives what it was; null when it has no place.</summary>
    private string? Change(LimitChange change)
    {
        var number = NumberText.Plain(change.To);
        var found = PolicyPath.Find(_root, change.Name);
        if (found.Value is YamlScalar scalar)
        {
            var (start, end) = (Index(scalar.Place.Line, scalar.Place.Column), Index(scalar.Place.EndLine, scalar.Place.EndColumn));
            // An anchor belongs to the value's place.
            start = _text.LastIndexOf(scalar.Text, end - 1, end - start, StringComparison.Ordinal);
            if (start < 0 || scalar.Place.Line != scalar.Place.EndLine || !scalar.IsPlain) return null;
            _edits.Add(new Edit(start, start + scalar.Text.Length, number));
            Remark(scalar.Place.Line, $"was {scalar.Text}");
            return scalar.Text;
        }

        if (found.Value is not null || found.Rest.Count == 0 || found.Deepest is not { } mapping) return null;
        Insert(mapping, found.Rest, number);
        return "not in this file";
    }

    /// <summary>Adds keys that are not there to the mapping that is.</summary>
    private void Insert(YamlMapping mapping, IReadOnlyList<string> keys, string number)
    {
        var value = keys.Skip(1).Reverse().Aggregate(number, (inner, key) => $"{{ {ScalarText.Of(key)}: {inner} }}");
        var entry = $"{ScalarText.Of(keys[0])}: {value}";
        var start = Index(mapping.Place.Line, mapping.Place.Column);
        var brace = _text.IndexOf('{', start);
        var isFlow = brace >= 0 && (mapping.Entries.Count == 0 || brace < Index(mapping.Entries[0].Key.Place.Line, mapping.Entries[0].Key.Place.Column));
        if (isFlow)
        {
            _edits.Add(new Edit(brace + 1, brace + 1, mapping.Entries.Count == 0 ? $" {entry} " : $" {entry},"));
            Remark(LineOf(brace), $"added {keys[^1]}");
            return;
        }

        var column = mapping.Entries[0].Key.Place.Column - 1;
        var after = mapping.Place.EndLine < _lineStarts.Count ? _lineStarts[mapping.Place.EndLine] : _text.Length;
        var lead = after == _text.Length && !_text.EndsWith('\n') ? _newLine : "";
        _edits.Add(new Edit(after, after, $"{lead}{new string(' ', column)}{entry}  # added{_newLine}"));
    }

    private void Remark(int line, string remark)
    {
        if (!_remarks.TryGetValue(line, out var said)) _remarks.Add(line, said = []);
        said.Add(remark);
    }

    private string Apply(bool withRemarks)
    {
        var edits = _edits.ToList();
        foreach (var (line, said) in withRemarks ? _remarks : [])
        {
            var end = line < _lineStarts.Count ? _lineStarts[line] : _text.Length;
            while (end > _lineStarts[line - 1] && _text[end - 1] is '\n' or '\r') end--;
            edits.Add(new Edit(end, end, $"  # {string.Join(", ", said)}"));
        }

        var patched = new StringBuilder();
        var at = 0;
        foreach (var edit in edits.OrderBy(e => e.Start).ThenBy(e => e.End))
        {
            patched.Append(_text, at, edit.Start - at).Append(edit.Text);
            at = edit.End;
        }

        return patched.Append(_text, at, _text.Length - at).ToString();
    }

    private int Index(int line, int column) => Math.Min(_lineStarts[Math.Min(line, _lineStarts.Count) - 1] + column - 1, _text.Length);

    private int LineOf(int index) => _lineStarts.FindLastIndex(start => start <= index) + 1;

    private readonly record struct Edit(int Start, int End, string Text);
}
