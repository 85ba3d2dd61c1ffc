using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>The only layer of the encoder that sees tokens ahead (CosyVoice 2, arXiv 2412.10117, section 2.4).</summary>
internal sealed class TokenLookAhead : nn.Module<Tensor, FrameContext, Tensor>
{
    private const int PastKernel = 3;

    private readonly int _ahead;

    [ComponentName(Name = "conv1")]
    private readonly Conv1d _future;

    [ComponentName(Name = "conv2")]
    private readonly Conv1d _past;

    public TokenLookAhead(int width, int ahead)
        : base(nameof(TokenLookAhead))
    {
        _ahead = ahead;
        _future = nn.Conv1d(width, width, ahead + 1);
        _past = nn.Conv1d(width, width, PastKernel);
        RegisterComponents();
    }

    /// <param name="x">Tokens and behind them those that are only looked at, <c>[b, t + ahead, d]</c>.</param>
    /// <param name="context">What came before.</param>
    /// <returns><c>[b, t, d]</c>.</returns>
    public override Tensor forward(Tensor x, FrameContext context)
    {
        using var scope = NewDisposeScope();
        var y = nn.functional.leaky_relu(_future.call(x.transpose(1, 2)));                  // [b, d, t], slope 0.01
        y = context.Causal(_past, y).transpose(1, 2);                                       // [b, t, d]
        return (y + x.narrow(1, 0, x.shape[1] - _ahead)).MoveToOuterDisposeScope();
    }
}
