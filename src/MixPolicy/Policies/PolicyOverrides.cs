namespace MixPolicy.Policies;

/// <summary>What whoever runs a policy says in place of its text.</summary>
/// <param name="AsOf">Replaces the policy's <c>as_of</c> in everything that counts time; null for what the text says.</param>
/// <param name="NoWaivers">Whether the policy counts as one without waivers. They are still read, so that what is wrong with them is an error.</param>
internal sealed record PolicyOverrides(DateOnly? AsOf = null, bool NoWaivers = false)
{
    /// <summary>The text as it stands.</summary>
    public static PolicyOverrides None { get; } = new();
}
