namespace MixPolicy.Policies;

/// <summary>The packs that the tool ships: the files of <c>policies/</c>, part of the library. Thread-safe.</summary>
internal static class Packs
{
    /// <summary>What a pack's name starts with where a policy extends it.</summary>
    public const string Scheme = "mixpolicy:";

    private const string Resource = "pack:";

    /// <summary>The packs by name, with the scheme, ordinal.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(Packs).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Resource, StringComparison.Ordinal))
            .Select(n => Scheme + n[Resource.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The bytes of a pack; null when there is none of that name.</summary>
    /// <param name="name">With the scheme: <c>mixpolicy:pretrain</c>.</param>
    public static byte[]? Load(string name)
    {
        if (!name.StartsWith(Scheme, StringComparison.Ordinal)) return null;
        using var stream = typeof(Packs).Assembly.GetManifestResourceStream(Resource + name[Scheme.Length..]);
        if (stream is null) return null;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
