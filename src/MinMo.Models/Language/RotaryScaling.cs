using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace MinMo.Models.Language;

/// <summary>One way to stretch rotary frequencies. All are static: they do not depend on the sequence's length.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Linear), "linear")]
[JsonDerivedType(typeof(Llama3), "llama3")]
[JsonDerivedType(typeof(Yarn), "yarn")]
[JsonDerivedType(typeof(Divided), "divided")]
public abstract record RotaryScaling
{
    private RotaryScaling()
    {
    }

    /// <summary>Positions divided by a factor.</summary>
    public sealed record Linear(double Factor) : RotaryScaling;

    /// <summary>Llama 3.1: long wavelengths divided, short ones kept, a ramp between.</summary>
    /// <param name="Factor">Divisor of the long wavelengths.</param>
    /// <param name="LowFrequencyFactor">Wavelengths above original / this are divided.</param>
    /// <param name="HighFrequencyFactor">Wavelengths below original / this are kept.</param>
    /// <param name="OriginalContextLength">Positions trained on.</param>
    public sealed record Llama3(
        double Factor, double LowFrequencyFactor, double HighFrequencyFactor, int OriginalContextLength) : RotaryScaling;

    /// <summary>YaRN (arXiv 2309.00071): a ramp over dimensions, and cosine and sine scaled.</summary>
    /// <param name="Factor">Context stretched by this.</param>
    /// <param name="OriginalContextLength">Positions trained on.</param>
    /// <param name="BetaFast">Turns within the original context above which a frequency is kept.</param>
    /// <param name="BetaSlow">Turns below which it is divided in full.</param>
    /// <param name="AttentionFactor">Multiplies cosine and sine; null for 0.1 ln(factor) + 1.</param>
    public sealed record Yarn(
        double Factor,
        int OriginalContextLength,
        double BetaFast = 32,
        double BetaSlow = 1,
        double? AttentionFactor = null) : RotaryScaling;

    /// <summary>Each frequency divided by its own number (GGUF's <c>rope_freqs.weight</c>).</summary>
    /// <param name="Divisors">Half a head's width of them.</param>
    public sealed record Divided(ImmutableArray<float> Divisors) : RotaryScaling
    {
        /// <summary>Equal divisors.</summary>
        public bool Equals(Divided? other) => other is not null && Divisors.AsSpan().SequenceEqual(other.Divisors.AsSpan());

        /// <summary>From the number of divisors.</summary>
        public override int GetHashCode() => Divisors.Length;
    }
}
