namespace MixPolicy.Benchmarks.Measuring;

/// <summary>A program that does a job.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Command">The program and its arguments.</param>
/// <param name="OutputFolder">Emptied before each run, so that no run finds what an earlier one left.</param>
/// <param name="IsPeer">What we are compared with, rather than ourselves.</param>
internal sealed record Contender(string Name, IReadOnlyList<string> Command, string OutputFolder, bool IsPeer)
{
    public string StdoutPath => OutputFolder + ".stdout";

    public string StderrPath => OutputFolder + ".stderr";
}
