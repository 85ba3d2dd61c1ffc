using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>What the frames of a batch are made from. Guidance asks for the velocity with and without them.</summary>
/// <param name="Mu">Of the token encoder, <c>[b, bands, t]</c>.</param>
/// <param name="Speaker">Projected speaker vectors, <c>[b, bands]</c>.</param>
/// <param name="Condition">The prompt's mel frames, zeros behind them, <c>[b, bands, t]</c>.</param>
public readonly record struct FlowConditions(Tensor Mu, Tensor Speaker, Tensor Condition)
{
    /// <summary>These, and behind them as many rows without any condition.</summary>
    internal FlowConditions AndNone() => new(WithNone(Mu), WithNone(Speaker), WithNone(Condition));

    private static Tensor WithNone(Tensor x) => cat([x, zeros_like(x)]);
}
