using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>A causal convolution, a norm over the channels of each frame, Mish.</summary>
internal sealed class CausalBlock : nn.Module<Tensor, FrameContext, Tensor>
{
    private const int Kernel = 3;

    [ComponentName(Name = "block")]
    private readonly Layers _layers;

    public CausalBlock(int inputs, int outputs)
        : base(nameof(CausalBlock))
    {
        _layers = new Layers(inputs, outputs);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, FrameContext context) // [b, c, t]
    {
        using var scope = NewDisposeScope();
        var y = context.Causal(_layers.Convolution, x).transpose(1, 2);                                  // [b, t, c']
        return nn.functional.mish(_layers.Norm.call(y)).transpose(1, 2).MoveToOuterDisposeScope();       // [b, c', t]
    }

    /// <summary>Transpositions and Mish are the numbers between.</summary>
    private sealed class Layers : nn.Module
    {
        [ComponentName(Name = "0")]
        private readonly Conv1d _convolution;

        [ComponentName(Name = "2")]
        private readonly LayerNorm _norm;

        public Layers(int inputs, int outputs)
            : base(nameof(Layers))
        {
            _convolution = nn.Conv1d(inputs, outputs, Kernel);
            _norm = nn.LayerNorm(outputs);
            RegisterComponents();
        }

        public Conv1d Convolution => _convolution;

        public LayerNorm Norm => _norm;
    }
}
