using MixPolicy.ExampleData;

namespace MixPolicy.Tests.Examples;

public class QuickstartDataTests
{
    private static readonly string Committed = Path.Combine(ForeignPackagesFactAttribute.Repository, "examples", "quickstart", "data");

    [ForeignPackagesFact]
    public async Task Data_MadeAgain_IsTheSameByteForByte()
    {
        var made = Directory.CreateTempSubdirectory("mixpolicy-quickstart-");
        try
        {
            await Quickstart.WriteAsync(ForeignPackagesFactAttribute.NodeModules, made.FullName);
            Assert.Equal(Names(Committed), Names(made.FullName));
            foreach (var name in Names(Committed))
            {
                var same = File.ReadAllBytes(Path.Combine(Committed, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(made.FullName, name)));
                Assert.True(same, $"{name} differs from what tests/MixPolicy.ExampleData writes now: see examples/quickstart/README.md, Making the data again.");
            }
        }
        finally
        {
            made.Delete(recursive: true);
        }
    }

    [Fact]
    public void Data_AllFiles_StayUnderFiveMegabytes() =>
        Assert.InRange(Directory.GetFiles(Committed).Sum(path => new FileInfo(path).Length), 1, 5_000_000);

    private static IEnumerable<string> Names(string folder) =>
        Directory.GetFiles(folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);
}
