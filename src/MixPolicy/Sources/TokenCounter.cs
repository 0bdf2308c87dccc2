using System.Buffers;
using System.Numerics;
using System.Text;
using Microsoft.ML.Tokenizers;
using MixPolicy.Policies;

namespace MixPolicy.Sources;

/// <summary>Counts a text's tokens. Instances are immutable and safe to share between workers; a tokenizer's tables are large, so share them.</summary>
internal abstract class TokenCounter
{
    /// <summary>The tokenizers whose data are built in.</summary>
    public static IReadOnlyList<string> Tokenizers { get; } = ["cl100k_base", "o200k_base"];

    /// <summary>The counter for a source's way of counting.</summary>
    /// <exception cref="ArgumentException">Tokens come from a column, or the tokenizer is not one of <see cref="Tokenizers"/>.</exception>
    public static TokenCounter Create(TokenCounting counting) => counting switch
    {
        TokenCounting.PerByte perByte => new ByFactor(perByte.Factor.Value),
        TokenCounting.Tokenizer tokenizer when Tokenizers.Contains(tokenizer.Name.Value) => new ByTokenizer(tokenizer.Name.Value),
        TokenCounting.Tokenizer tokenizer => throw new ArgumentException(
            $"'{tokenizer.Name.Value}' is none of {string.Join(", ", Tokenizers)}.", nameof(counting)),
        _ => throw new ArgumentException("The column of tokens is read by the scan.", nameof(counting)),
    };

    /// <summary>Tokens of a text in valid UTF-8.</summary>
    public abstract long Count(ReadOnlySpan<byte> text);

    /// <summary>The ceiling of bytes times an exact factor; <see cref="long.MaxValue"/> where that would be more.</summary>
    private sealed class ByFactor(Fraction factor) : TokenCounter
    {
        private readonly bool _isSmall = factor.Numerator <= ulong.MaxValue && factor.Denominator <= ulong.MaxValue;
        private readonly UInt128 _numerator = (UInt128)BigInteger.Min(factor.Numerator, ulong.MaxValue);
        private readonly UInt128 _denominator = (UInt128)BigInteger.Min(factor.Denominator, ulong.MaxValue);

        public override long Count(ReadOnlySpan<byte> text)
        {
            if (!_isSmall) return (long)BigInteger.Min(new Fraction(factor.Numerator * text.Length, factor.Denominator).Ceiling(), long.MaxValue);

            // 2^31 bytes times 2^64: no overflow in 128 bits.
            var (whole, rest) = UInt128.DivRem(_numerator * (UInt128)text.Length, _denominator);
            if (rest != 0) whole++;
            return whole > (UInt128)long.MaxValue ? long.MaxValue : (long)whole;
        }
    }

    /// <summary>A byte-pair encoding of OpenAI's; special tokens that stand in the text count as one.</summary>
    private sealed class ByTokenizer(string name) : TokenCounter
    {
        private readonly TiktokenTokenizer _tokenizer = TiktokenTokenizer.CreateForEncoding(name);

        public override long Count(ReadOnlySpan<byte> text)
        {
            // UTF-16 never takes more units than UTF-8 takes bytes.
            var chars = ArrayPool<char>.Shared.Rent(text.Length);
            var length = Encoding.UTF8.GetChars(text, chars);
            var tokens = _tokenizer.CountTokens(chars.AsSpan(0, length));
            ArrayPool<char>.Shared.Return(chars);
            return tokens;
        }
    }
}
