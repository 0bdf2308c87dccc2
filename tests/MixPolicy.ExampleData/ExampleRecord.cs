namespace MixPolicy.ExampleData;

/// <summary>One record of an example. A null field is left out of the file: the policy's tags say it.</summary>
/// <param name="Id">Unique in its source.</param>
/// <param name="Text">What a model would train on.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="CollectedAt">See examples/quickstart/README.md for what the date means in each source.</param>
/// <param name="License">SPDX identifier.</param>
/// <param name="SourceUrl">Package URL of the file that the text comes from.</param>
/// <param name="Origin">As the product's word list has it.</param>
internal sealed record ExampleRecord(
    string Id, string Text, string Language, DateOnly CollectedAt, string? License = null, string? SourceUrl = null, string? Origin = null);
