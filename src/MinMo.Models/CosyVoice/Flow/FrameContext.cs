using MinMo.Models.Convolution;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>What the layers of the flow see beside the positions of this pass: zeros or remembered frames before a
/// convolution, masked or remembered keys in an attention. Layers are free of state.</summary>
public abstract class FrameContext
{
    /// <summary>What one attention does with its heads.</summary>
    /// <param name="query"><c>[b, h, n, d]</c>: the last n of the key's positions.</param>
    /// <param name="key"><c>[b, h, l, d]</c>.</param>
    /// <param name="value"><c>[b, h, l, d]</c>.</param>
    /// <param name="mask">Truth values, <c>[b, 1, n, l]</c>; null: everything is seen.</param>
    /// <returns><c>[b, h, n, d]</c>.</returns>
    internal delegate Tensor Attention(Tensor query, Tensor key, Tensor value, Tensor? mask);

    /// <summary>What surrounds the frames of a convolution.</summary>
    protected abstract ConvolutionContext Convolutions { get; }

    /// <summary>Runs a convolution that sees only what came before.</summary>
    /// <param name="convolution">Without padding of its own.</param>
    /// <param name="x"><c>[b, c, t]</c>.</param>
    /// <returns><c>[b, c', t]</c>.</returns>
    internal Tensor Causal(Conv1d convolution, Tensor x)
        => convolution.call(Convolutions.Around(x, (int)convolution.weight.shape[2] - 1, 0));

    /// <summary>Attends to what the positions of this pass see.</summary>
    /// <param name="query"><c>[b, h, t, d]</c>.</param>
    /// <param name="key"><c>[b, h, t, d]</c>.</param>
    /// <param name="value"><c>[b, h, t, d]</c>.</param>
    /// <param name="attention">How.</param>
    /// <returns><c>[b, h, t, d]</c>.</returns>
    internal abstract Tensor Attend(Tensor query, Tensor key, Tensor value, Attention attention);

    /// <summary>Tells that each position has become <paramref name="factor"/> positions.</summary>
    internal virtual void Repeat(int factor) => Convolutions.Repeat(factor);
}
