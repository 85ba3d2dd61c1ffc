using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>Two causal blocks with the time added between them, beside a convolution of single frames.</summary>
internal sealed class ResidualBlock : nn.Module<Tensor, Tensor, FrameContext, Tensor>
{
    private const int TimeLayer = 1;

    [ComponentName(Name = "mlp")]
    private readonly NumberedModule<Linear> _time;

    [ComponentName(Name = "block1")]
    private readonly CausalBlock _first;

    [ComponentName(Name = "block2")]
    private readonly CausalBlock _second;

    [ComponentName(Name = "res_conv")]
    private readonly Conv1d _residual;

    public ResidualBlock(int inputs, int outputs, int timeWidth)
        : base(nameof(ResidualBlock))
    {
        _time = new NumberedModule<Linear>(TimeLayer, nn.Linear(timeWidth, outputs));
        _first = new CausalBlock(inputs, outputs);
        _second = new CausalBlock(outputs, outputs);
        _residual = nn.Conv1d(inputs, outputs, 1);
        RegisterComponents();
    }

    /// <param name="x"><c>[b, inputs, t]</c>.</param>
    /// <param name="time">Of the solver, behind Mish, <c>[b, time width]</c>.</param>
    /// <param name="context">What came before.</param>
    /// <returns><c>[b, outputs, t]</c>.</returns>
    public override Tensor forward(Tensor x, Tensor time, FrameContext context)
    {
        using var scope = NewDisposeScope();
        var y = _first.call(x, context) + _time.Layer.call(time).unsqueeze(2);                // [b, outputs, t]
        y = _second.call(y, context);
        return (y + _residual.call(x)).MoveToOuterDisposeScope();
    }
}
