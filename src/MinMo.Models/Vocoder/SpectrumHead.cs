using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.Vocoder;

/// <summary>Magnitudes and phases of one frame, transformed to the frame's samples (Vocos, section 3.2).</summary>
internal sealed class SpectrumHead : nn.Module<Tensor, Tensor>
{
    private const double LargestMagnitude = 100;

    private readonly int _window;

    [ComponentName(Name = "out")]
    private readonly Linear _output;

    public SpectrumHead(int width, int window)
        : base(nameof(SpectrumHead))
    {
        _window = window;
        _output = nn.Linear(width, window + 2);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) // [b, t, d]
    {
        using var scope = NewDisposeScope();
        var parts = _output.call(x).chunk(2, dim: -1);                       // [b, t, bins] each
        var magnitude = parts[0].exp().clamp_max(LargestMagnitude);
        var spectrum = complex(magnitude * parts[1].cos(), magnitude * parts[1].sin());
        return fft.irfft(spectrum, _window).MoveToOuterDisposeScope();       // [b, t, window]
    }
}
