namespace MixPolicy.Reporting.Exports;

/// <summary>A section of the summary of training content. Immutable.</summary>
/// <param name="Number">Its number in the template.</param>
/// <param name="Title">Its title in the template.</param>
/// <param name="Answers">What is said of it as a whole.</param>
/// <param name="Entries">What is said of each source, generator or rule in it.</param>
internal sealed record EuSection(string Number, string Title, IReadOnlyList<EuAnswer> Answers, IReadOnlyList<EuEntry> Entries)
{
    /// <summary>A section without entries.</summary>
    public EuSection(string number, string title, params EuAnswer[] answers)
        : this(number, title, answers, [])
    {
    }
}

/// <summary>An answer.</summary>
/// <param name="Key">Its name for machines.</param>
/// <param name="Label">What it answers, for people.</param>
/// <param name="Text">The answer.</param>
internal sealed record EuAnswer(string Key, string Label, string Text);

/// <summary>An entry of a list.</summary>
/// <param name="Kind">What it is about, for machines: <c>source</c>, <c>generator</c> or <c>rule</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Answers">What is said of it.</param>
internal sealed record EuEntry(string Kind, string Name, IReadOnlyList<EuAnswer> Answers);
