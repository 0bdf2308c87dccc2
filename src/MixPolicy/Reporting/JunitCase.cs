namespace MixPolicy.Reporting;

/// <summary>A limit, or a finding that is of none, as a test case.</summary>
/// <param name="Name">The same in every run.</param>
/// <param name="State">How it ended.</param>
/// <param name="Code">The code of the catalogue.</param>
/// <param name="Message">Why it did not pass, in a line.</param>
/// <param name="Lines">All that there is to say of it.</param>
internal sealed record JunitCase(string Name, JunitState State, string Code, string Message, IReadOnlyList<string> Lines);
