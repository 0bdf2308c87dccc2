namespace Microsoft.Build.Framework;

/// <summary>
/// Says that a task may run in a process with others: it goes by no current directory and no statics. MSBuild knows the attribute by its full name; the
/// version that the project is compiled against does not have it yet.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
