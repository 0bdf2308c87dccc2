namespace MixPolicy.Diagnostics;

/// <summary>Every code with its title and its page.</summary>
public static class Catalogue
{
}
