using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.SpeechEncoder;

/// <summary>A filter over time for each channel on its own: a depthwise convolution without bias and padding, rows
/// before channels.</summary>
public sealed class DepthwiseFilter : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    /// <summary>Draws the weights as PyTorch draws those of a convolution.</summary>
    public DepthwiseFilter(int channels, int kernel)
        : base(nameof(DepthwiseFilter))
    {
        var bound = 1 / Math.Sqrt(kernel);
        _weight = new Parameter(empty(channels, 1, kernel).uniform_(-bound, bound));
        Array.ForEach<Parameter>([_weight], static own => own.DetachFromDisposeScope());
        RegisterComponents();
    }

    /// <summary>Filters.</summary>
    /// <param name="x"><c>[b, t + kernel - 1, channels]</c>.</param>
    /// <returns><c>[b, t, channels]</c>.</returns>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var filtered = nn.functional.conv1d(x.transpose(1, 2), _weight, groups: _weight.shape[0]); // [b, channels, t]
        return filtered.transpose(1, 2).MoveToOuterDisposeScope();
    }
}
