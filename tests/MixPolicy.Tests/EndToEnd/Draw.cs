using CsCheck;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>Generators of one of a few values, and of values that are sometimes not there.</summary>
internal static class Draw
{
    /// <summary>One of the values, each as often.</summary>
    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    /// <summary>One of the first so many times for each time that it is one of the second.</summary>
    public static Gen<T> Mostly<T>(int times, Gen<T> common, Gen<T> rare) => Gen.Frequency((times, common), (1, rare));

    /// <summary>A number, or in so many of ten cases none.</summary>
    public static Gen<int?> Perhaps(this Gen<int> gen, int lacks) => Gen.Select(gen, Gen.Int[0, 9]).Select((value, n) => n < lacks ? null : (int?)value);

    /// <summary>A truth value, or in so many of ten cases none.</summary>
    public static Gen<bool?> Perhaps(this Gen<bool> gen, int lacks) => Gen.Select(gen, Gen.Int[0, 9]).Select((value, n) => n < lacks ? null : (bool?)value);

    /// <summary>An object, or in so many of ten cases none.</summary>
    public static Gen<T?> PerhapsSome<T>(this Gen<T> gen, int lacks)
        where T : class => Gen.Select(gen, Gen.Int[0, 9]).Select((value, n) => n < lacks ? null : value);
}
