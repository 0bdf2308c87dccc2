using CsCheck;
using MixPolicy.Rules;

namespace MixPolicy.Tests.Rules;

public sealed class SpdxExpressionTests
{
    private static readonly HashSet<string> Accepted = new(["MIT", "Apache-2.0", "GPL-2.0-only WITH Classpath-exception-2.0"], StringComparer.OrdinalIgnoreCase);

    [Theory]
    [InlineData("MIT", true)]
    [InlineData("mit", true)]
    [InlineData("GPL-3.0-only", false)]
    [InlineData("MIT OR GPL-3.0-only", true)]
    [InlineData("GPL-3.0-only OR MIT", true)]
    [InlineData("MIT AND GPL-3.0-only", false)]
    [InlineData("MIT AND Apache-2.0", true)]
    [InlineData("GPL-3.0-only OR MIT AND Apache-2.0", true)]
    [InlineData("MIT AND GPL-3.0-only OR Apache-2.0", true)]
    [InlineData("MIT AND (GPL-3.0-only OR Apache-2.0)", true)]
    [InlineData("(MIT OR GPL-3.0-only) AND GPL-3.0-only", false)]
    [InlineData("((MIT))", true)]
    [InlineData("MIT or gpl-3.0-only", true)]
    [InlineData("GPL-2.0-only", false)]
    [InlineData("GPL-2.0-only WITH Classpath-exception-2.0", true)]
    [InlineData("GPL-2.0-only with Classpath-exception-2.0", true)]
    [InlineData("MIT WITH Classpath-exception-2.0", false)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    [InlineData("MIT OR", false)]
    [InlineData("OR MIT", false)]
    [InlineData("MIT MIT", false)]
    [InlineData("MIT OR GPL-3.0-only GPL-3.0-only", false)]
    [InlineData("(MIT", false)]
    [InlineData("MIT)", false)]
    [InlineData("MIT OR ()", false)]
    [InlineData("MIT WITH", false)]
    [InlineData("MIT, Apache-2.0", false)]
    [InlineData("MIT\tOR\tApache-2.0", false)]
    [InlineData("NOASSERTION", false)]
    [InlineData("MIT OR NONE", false)]
    public void Holds_Expression_FollowsTheGrammar(string expression, bool holds) => Assert.Equal(holds, SpdxExpression.Holds(expression, Accepted.Contains));

    [Theory]
    [InlineData("NONE")]
    [InlineData("noassertion")]
    [InlineData("see LICENSE")]
    [InlineData("(")]
    public void Holds_NoLicence_IsNotAcceptedEvenByWhoAcceptsAll(string expression) => Assert.False(SpdxExpression.Holds(expression, _ => true));

    [Fact]
    public void Holds_TooLongOrDeep_IsRefused()
    {
        Assert.False(SpdxExpression.Holds(new string('(', 1024), Accepted.Contains));
        Assert.False(SpdxExpression.Holds("MIT" + new string(' ', 1024), Accepted.Contains));
    }

    [Fact]
    public void Holds_AnyText_NeverThrows() => Gen.OneOf(Gen.String, Gen.OneOf(new[] { "MIT", "(", ")", "OR", "AND", "WITH", " " }.Select(Gen.Const).ToArray()).Array[0, 30].Select(string.Concat))
        .Sample(text => SpdxExpression.Holds(text, _ => false) == false);

    [Fact]
    public void Holds_RandomExpression_AgreesWithItsMeaning()
    {
        var expressions = Gen.Recursive<(string Text, bool Holds)>((depth, self) => depth > 4
            ? Gen.Bool.Select(b => (b ? "MIT" : "GPL-3.0-only", b))
            : Gen.OneOf(
                Gen.Bool.Select(b => (b ? "MIT" : "GPL-3.0-only", b)),
                Gen.Select(self, self, (a, b) => ($"({a.Text}) AND ({b.Text})", a.Holds && b.Holds)),
                Gen.Select(self, self, (a, b) => ($"({a.Text}) OR ({b.Text})", a.Holds || b.Holds))));
        expressions.Where(e => e.Text.Length <= 1000).Sample(e => SpdxExpression.Holds(e.Text, Accepted.Contains) == e.Holds);
    }

    [Theory]
    [InlineData("MIT", true)]
    [InlineData("GPL-2.0-only WITH Classpath-exception-2.0", true)]
    [InlineData("MIT OR Apache-2.0", false)]
    [InlineData("", false)]
    [InlineData("NOASSERTION", false)]
    public void IsSimple_Text_IsOneLicence(string text, bool simple) => Assert.Equal(simple, SpdxExpression.IsSimple(text));
}
