using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.InputProjection.Adaptor;

/// <summary>Two linear layers with ReLU between.</summary>
internal sealed class AdaptorFeedForward : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "w_1")]
    private readonly Linear _inner;

    [ComponentName(Name = "w_2")]
    private readonly Linear _outer;

    public AdaptorFeedForward(AudioAdaptorConfiguration configuration)
        : base(nameof(AdaptorFeedForward))
    {
        _inner = nn.Linear(configuration.Width, configuration.FeedForwardWidth);
        _outer = nn.Linear(configuration.FeedForwardWidth, configuration.Width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) // [b, t, d]
    {
        using var scope = NewDisposeScope();
        return _outer.call(nn.functional.relu(_inner.call(x))).MoveToOuterDisposeScope();
    }
}
