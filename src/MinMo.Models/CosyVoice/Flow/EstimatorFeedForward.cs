using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>Two linear layers around the exact GELU.</summary>
/// <remarks>Names as in diffusers, where a dropout stands between them.</remarks>
internal sealed class EstimatorFeedForward : nn.Module<Tensor, Tensor>
{
    private const int HiddenFactor = 4;

    [ComponentName(Name = "net")]
    private readonly Layers _layers;

    public EstimatorFeedForward(int width)
        : base(nameof(EstimatorFeedForward))
    {
        _layers = new Layers(width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) // [b, t, d]
    {
        using var scope = NewDisposeScope();
        return _layers.Outer.call(nn.functional.gelu(_layers.Inner.call(x))).MoveToOuterDisposeScope();
    }

    private sealed class Layers : nn.Module
    {
        [ComponentName(Name = "0")]
        private readonly Activation _inner;

        [ComponentName(Name = "2")]
        private readonly Linear _outer;

        public Layers(int width)
            : base(nameof(Layers))
        {
            _inner = new Activation(width);
            _outer = nn.Linear(HiddenFactor * width, width);
            RegisterComponents();
        }

        public Linear Inner => _inner.Projection;

        public Linear Outer => _outer;
    }

    private sealed class Activation : nn.Module
    {
        [ComponentName(Name = "proj")]
        private readonly Linear _projection;

        public Activation(int width)
            : base(nameof(Activation))
        {
            _projection = nn.Linear(width, HiddenFactor * width);
            RegisterComponents();
        }

        public Linear Projection => _projection;
    }
}
