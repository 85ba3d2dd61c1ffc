using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Vocoder;

/// <summary>Short-time Fourier transform and its inverse at the vocoder's sizes, centred, with a periodic Hann window.
/// </summary>
internal sealed class SpectralFrames : IDisposable
{
    private const double LargestMagnitude = 100;

    private readonly int _window;
    private readonly int _hop;
    private readonly Tensor _shape;

    public SpectralFrames(int window, int hop)
        => (_window, _hop, _shape) = (window, hop, hann_window(window).DetachFromDisposeScope());

    /// <summary>Spectra of signals, mirrored at both ends.</summary>
    /// <param name="signal"><c>[b, n]</c>.</param>
    /// <returns><c>[b, bins, n / hop + 1]</c> each.</returns>
    public (Tensor Real, Tensor Imaginary) Forward(Tensor signal)
    {
        using var scope = NewDisposeScope();
        var spectrum = stft(signal, _window, _hop, _window, _shape.to(signal.device), return_complex: true);
        return (spectrum.real.clone().MoveToOuterDisposeScope(), spectrum.imag.clone().MoveToOuterDisposeScope());
    }

    /// <summary>Signals of spectra.</summary>
    /// <param name="magnitude">Cut at 100, <c>[b, bins, f]</c>.</param>
    /// <param name="phase">Radians, <c>[b, bins, f]</c>.</param>
    /// <returns><c>[b, hop * (f - 1)]</c>.</returns>
    public Tensor Inverse(Tensor magnitude, Tensor phase)
    {
        using var scope = NewDisposeScope();
        var cut = magnitude.clamp_max(LargestMagnitude);
        var spectrum = complex(cut * phase.cos(), cut * phase.sin());
        return istft(spectrum, _window, _hop, _window, _shape.to(phase.device)).MoveToOuterDisposeScope();
    }

    public void Dispose() => _shape.Dispose();
}
