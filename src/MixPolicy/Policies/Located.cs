using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>A value of the policy and where it was written.</summary>
internal readonly record struct Located<T>(T Value, Place Place);
