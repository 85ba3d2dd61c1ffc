using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.Convolution;

/// <summary>A convolution over time that sees a stated number of frames ahead and keeps the length.</summary>
public sealed class TimeConvolution : nn.Module<Tensor, ConvolutionContext, Tensor>
{
    private readonly int _past;
    private readonly int _ahead;

    [ComponentName(Name = "conv")]
    private readonly Conv1d _convolution;

    /// <summary>Makes a convolution with torch's usual initial weights.</summary>
    /// <param name="inputs">Channels that come in.</param>
    /// <param name="outputs">Channels that go out.</param>
    /// <param name="kernel">Frames that one output frame sees.</param>
    /// <param name="ahead">How many of these come after it.</param>
    public TimeConvolution(int inputs, int outputs, int kernel, int ahead = 0)
        : base(nameof(TimeConvolution))
    {
        (_past, _ahead) = (kernel - 1 - ahead, ahead);
        _convolution = nn.Conv1d(inputs, outputs, kernel);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x, ConvolutionContext context) // [b, inputs, t]
    {
        using var scope = NewDisposeScope();
        return _convolution.call(context.Around(x, _past, _ahead)).MoveToOuterDisposeScope(); // [b, outputs, t]
    }
}
