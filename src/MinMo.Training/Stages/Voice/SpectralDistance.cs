using static TorchSharp.torch;

namespace MinMo.Training.Stages.Voice;

/// <summary>How far two waveforms are apart at several resolutions: log magnitudes (L1) and spectral convergence.</summary>
/// <remarks>Parallel WaveGAN (arXiv 1910.11480), section 2.2.</remarks>
internal sealed class SpectralDistance : IDisposable
{
    private const double PowerFloor = 1e-7;
    private const int HopsPerWindow = 4;

    private readonly Tensor[] _windows;

    public SpectralDistance(params ReadOnlySpan<int> windows)
    {
        _windows = new Tensor[windows.Length];
        for (var i = 0; i < windows.Length; i++)
        {
            _windows[i] = hann_window(windows[i]).DetachFromDisposeScope();
        }
    }

    /// <param name="made"><c>[b, n]</c>, with gradient.</param>
    /// <param name="recorded"><c>[b, n]</c>.</param>
    /// <returns>Mean over resolutions of the log magnitudes' L1 and of the convergence, both scalar.</returns>
    public (Tensor LogMagnitude, Tensor Convergence) Of(Tensor made, Tensor recorded)
    {
        var (logs, convergences) = (new Tensor[_windows.Length], new Tensor[_windows.Length]);
        for (var i = 0; i < _windows.Length; i++)
        {
            var madePower = Power(made, _windows[i]);                // [b, bins, t]
            using var noGradient = no_grad();
            var recordedPower = Power(recorded, _windows[i]);
            var recordedMagnitude = recordedPower.sqrt();
            using var gradient = enable_grad();
            logs[i] = (madePower.log() - recordedPower.log()).abs().mean() / 2;
            convergences[i] = (madePower.sqrt() - recordedMagnitude).norm() / recordedMagnitude.norm();
        }

        return (stack(logs).mean(), stack(convergences).mean());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var window in _windows)
        {
            window.Dispose();
        }
    }

    private static Tensor Power(Tensor waves, Tensor window)
    {
        var size = window.shape[0];
        var parts = view_as_real(stft(
            waves, size, size / HopsPerWindow, size, window, center: false, return_complex: true)); // [b, bins, t, 2]
        return (parts * parts).sum(-1).clamp_min(PowerFloor);
    }
}
