namespace MixPolicy.Tool.Tests.GithubAction;

/// <summary>One step of a workflow's job.</summary>
/// <param name="Name">What GitHub shows.</param>
/// <param name="Uses">The action, with what comes after the <c>@</c>; null for a step of commands.</param>
/// <param name="Run">The commands; null for an action.</param>
/// <param name="If">When it runs; null for GitHub's default, which is as long as no step failed.</param>
/// <param name="With">The action's inputs.</param>
internal sealed record WorkflowStep(string Name, string? Uses, string? Run, string? If, IReadOnlyDictionary<string, string> With);
