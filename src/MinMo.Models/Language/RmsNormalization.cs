using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.Language;

/// <summary>RMSNorm (arXiv 1910.07467) with the roundings of the reference: normalised in float32, rounded to the
/// input's type, then multiplied by the weight.</summary>
public sealed class RmsNormalization : nn.Module<Tensor, Tensor>
{
    private readonly double _epsilon;

    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    /// <summary>Makes a norm of weight one over the last dimension, <paramref name="size"/> wide.</summary>
    public RmsNormalization(int size, double epsilon, ScalarType type = ScalarType.Float32)
        : base(nameof(RmsNormalization))
    {
        _epsilon = epsilon;
        _weight = new Parameter(ones(size, type));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) // [..., size]
    {
        using var scope = NewDisposeScope();
        var wide = x.to(ScalarType.Float32);
        var meanSquare = (wide * wide).mean([-1], keepdim: true); // [..., 1]
        var normed = wide * rsqrt(meanSquare + _epsilon);
        return (normed.to(x.dtype) * _weight).MoveToOuterDisposeScope();
    }
}
