namespace MixPolicy.Tool.Tests.GithubAction;

/// <summary>What became of a step.</summary>
/// <param name="Step">The step.</param>
/// <param name="Ran">False where its condition did not hold.</param>
/// <param name="Output">What its commands left behind; null for an action, which is not run.</param>
/// <param name="Files">What an action is given to upload and is there, from the workspace, with <c>/</c>.</param>
internal sealed record StepResult(WorkflowStep Step, bool Ran, ToolOutput? Output, IReadOnlyList<string> Files);
