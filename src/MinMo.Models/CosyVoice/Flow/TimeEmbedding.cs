using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>Where the solver is between noise and frames.</summary>
internal sealed class TimeEmbedding : nn.Module<Tensor, Tensor>
{
    private const double Scale = 1000;
    private const double LongestPeriod = 10_000;

    private readonly int _half;

    [ComponentName(Name = "linear_1")]
    private readonly Linear _inner;

    [ComponentName(Name = "linear_2")]
    private readonly Linear _outer;

    public TimeEmbedding(int inputs, int outputs)
        : base(nameof(TimeEmbedding))
    {
        _half = inputs / 2;
        _inner = nn.Linear(inputs, outputs);
        _outer = nn.Linear(outputs, outputs);
        RegisterComponents();
    }

    /// <param name="time">0 at the noise, 1 at the frames, <c>[b]</c>.</param>
    /// <returns><c>[b, outputs]</c>.</returns>
    public override Tensor forward(Tensor time)
    {
        using var scope = NewDisposeScope();
        var rates = (arange(_half, ScalarType.Float32, time.device) * (-Math.Log(LongestPeriod) / (_half - 1))).exp();
        var angles = (time * Scale).unsqueeze(1) * rates;                    // [b, half]; up to 1000 rad, so the scale first
        var sinusoids = cat([angles.sin(), angles.cos()], 1);                // [b, inputs]
        return _outer.call(nn.functional.silu(_inner.call(sinusoids))).MoveToOuterDisposeScope();
    }
}
