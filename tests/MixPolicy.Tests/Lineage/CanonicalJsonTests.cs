using System.Numerics;
using System.Text;
using CsCheck;
using MixPolicy.Lineage;
using MixPolicy.Policies;

namespace MixPolicy.Tests.Lineage;

public sealed class CanonicalJsonTests
{
    [Fact]
    public void Write_Document_HasOneForm()
    {
        var bytes = CanonicalJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteWhole("huge", BigInteger.Pow(10, 30));
            json.WriteRatio("half", new Fraction(2, 4));
            json.WriteRatio("none", null);
            json.WriteText("word", "ü");
            json.WriteText("no_word", null);
            json.WriteEndObject();
        });
        Assert.Equal(
            "{\n  \"huge\": 1000000000000000000000000000000,\n  \"half\": {\n    \"numerator\": 1,\n    \"denominator\": 2\n  },\n  \"none\": null,\n  \"word\": \"ü\",\n  \"no_word\": null\n}\n",
            Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void Write_AnyText_IsReadBack() => Gen.String.Where(t => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(t)) == t).Sample(text =>
        System.Text.Json.JsonSerializer.Deserialize<string>(CanonicalJson.Write(json => json.WriteStringValue(text))) == text);
}
