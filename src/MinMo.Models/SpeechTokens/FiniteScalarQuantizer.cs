using static TorchSharp.torch;

namespace MinMo.Models.SpeechTokens;

/// <summary>Finite scalar quantization (arXiv 2309.15505): each of a few numbers is rounded to one of a few levels, and the
/// digits together are the token. No codebook, so nothing can collapse.</summary>
/// <param name="Dimensions">Digits of a token.</param>
/// <param name="Levels">Values of a digit; odd.</param>
public sealed record FiniteScalarQuantizer(int Dimensions = 8, int Levels = 3)
{
    // Keeps the rounding away from the outermost edges, as the public quantizer of CosyVoice 2 does.
    private const double Shrink = 0.9990000128746033;

    /// <summary>Number of tokens: 6,561 by default.</summary>
    public int CodeCount { get; } = checked((int)Math.Pow(Levels, Dimensions));

    private int Half => Levels / 2;

    /// <summary>Rounds to levels; gradients pass as if nothing were rounded.</summary>
    /// <param name="x">Any numbers, <c>[..., dimensions]</c>.</param>
    /// <returns>Whole numbers from -(levels / 2) to levels / 2, as floats.</returns>
    public Tensor Quantize(Tensor x)
    {
        using var scope = NewDisposeScope();
        var bounded = x.tanh() * (Shrink * Half);
        return (bounded + (bounded.round() - bounded).detach()).MoveToOuterDisposeScope();
    }

    /// <summary>Tokens of digits: the first digit counts least, as in CosyVoice 2.</summary>
    /// <param name="digits">From <see cref="Quantize"/>, <c>[..., dimensions]</c>.</param>
    /// <returns>int64, <c>[...]</c>.</returns>
    public Tensor Codes(Tensor digits)
    {
        using var scope = NewDisposeScope();
        return ((digits.detach().round().to(ScalarType.Int64) + Half) * Places(digits.device)).sum(-1)
            .MoveToOuterDisposeScope();
    }

    /// <summary>Digits of tokens.</summary>
    /// <param name="codes">int64, <c>[...]</c>.</param>
    /// <returns>As <see cref="Quantize"/> gives them, <c>[..., dimensions]</c>.</returns>
    public Tensor Digits(Tensor codes)
    {
        using var scope = NewDisposeScope();
        var digits = codes.unsqueeze(-1).div(Places(codes.device), RoundingMode.floor).remainder(Levels);
        return (digits - Half).to(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    private Tensor Places(Device device)
        => tensor([.. Enumerable.Range(0, Dimensions).Select(place => (long)Math.Pow(Levels, place))], device: device);
}
