namespace MixPolicy.Tool.Tests.Packages;

/// <summary>Tests that share the packages of one packing.</summary>
[CollectionDefinition(Name)]
public sealed class SharedPackages : ICollectionFixture<PackedPackages>
{
    public const string Name = "packages";
}
