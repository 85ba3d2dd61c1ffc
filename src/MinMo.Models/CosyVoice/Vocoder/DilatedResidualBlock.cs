using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Vocoder;

/// <summary>Pairs of convolutions, the first of each dilated, with Snake before each and a residual around each pair.
/// </summary>
/// <remarks>HiFi-GAN's residual block (arXiv 2010.05646) with Snake.</remarks>
internal sealed class DilatedResidualBlock : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "convs1")]
    private readonly ModuleList<Conv1d> _dilated;

    [ComponentName(Name = "convs2")]
    private readonly ModuleList<Conv1d> _plain;

    [ComponentName(Name = "activations1")]
    private readonly ModuleList<Snake> _beforeDilated;

    [ComponentName(Name = "activations2")]
    private readonly ModuleList<Snake> _beforePlain;

    public DilatedResidualBlock(int width, int kernel, IReadOnlyList<int> dilations)
        : base(nameof(DilatedResidualBlock))
    {
        _dilated = new([.. dilations.Select(dilation => Convolution(width, kernel, dilation))]);
        _plain = new([.. dilations.Select(_ => Convolution(width, kernel, 1))]);
        _beforeDilated = new([.. dilations.Select(_ => new Snake(width))]);
        _beforePlain = new([.. dilations.Select(_ => new Snake(width))]);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) // [b, c, t]
    {
        using var scope = NewDisposeScope();
        for (var pair = 0; pair < _dilated.Count; pair++)
        {
            var y = _dilated[pair].call(_beforeDilated[pair].call(x));
            x = x + _plain[pair].call(_beforePlain[pair].call(y));
        }

        return x.MoveToOuterDisposeScope();
    }

    private static Conv1d Convolution(int width, int kernel, int dilation)
        => nn.Conv1d(width, width, kernel, padding: (kernel - 1) * dilation / 2, dilation: dilation);
}
