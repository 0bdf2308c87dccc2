namespace MixPolicy.Policies;

/// <summary>Reads one mapping of the policy, key by key, and reports what is wrong with it.</summary>
internal sealed class MapReader
{
}
