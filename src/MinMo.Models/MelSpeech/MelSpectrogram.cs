using MinMo.Audio.Spectra;
using TorchSharp;
using static TorchSharp.torch;

namespace MinMo.Models.MelSpeech;

/// <summary>Waveforms to normalised log-mel frames, batched and with gradients: targets of training, never needed to
/// speak.</summary>
/// <remarks>HiFi-GAN's mel (arXiv 2010.05646) at this configuration's sizes: Hann window, magnitudes, Slaney bands,
/// natural logarithm.</remarks>
public sealed class MelSpectrogram : IDisposable
{
    private const double PowerFloor = 1e-9;

    private readonly MelConfiguration _configuration;
    private readonly Tensor _window;
    private readonly Tensor _bands;

    /// <summary>Makes the window and the bands.</summary>
    public MelSpectrogram(MelConfiguration configuration)
    {
        _configuration = configuration;
        _window = hann_window(configuration.WindowSamples).DetachFromDisposeScope();
        var filters = new MelFilterBank(configuration.FilterSettings);
        _bands = tensor(filters.ToMatrix(), [configuration.Bands, (configuration.WindowSamples / 2) + 1])
            .DetachFromDisposeScope();
    }

    /// <summary>Frames of waveforms that have their edges with them.</summary>
    /// <param name="waves"><c>[b, edge + n * hop + edge]</c> in -1 ... 1; edge is
    /// <see cref="MelConfiguration.EdgeSamples"/>.</param>
    /// <returns><c>[b, bands, n]</c>, on the scale of the models.</returns>
    public Tensor Frames(Tensor waves)
    {
        using var scope = NewDisposeScope();
        var spectrum = stft(
            waves,
            _configuration.WindowSamples,
            _configuration.HopSamples,
            _configuration.WindowSamples,
            _window,
            center: false,
            return_complex: true);                                   // [b, bins, n]
        var parts = view_as_real(spectrum);                          // [b, bins, n, 2]
        var magnitude = ((parts * parts).sum(-1) + PowerFloor).sqrt();
        var mel = matmul(_bands, magnitude).clamp_min(_configuration.Floor).log(); // [b, bands, n]
        return ((mel - _configuration.Mean) / _configuration.Deviation).MoveToOuterDisposeScope();
    }

    /// <summary>Frames of whole recordings: the edges are mirrored.</summary>
    /// <param name="waves"><c>[b, n * hop]</c>.</param>
    /// <returns>As <see cref="Frames"/>.</returns>
    public Tensor WholeFrames(Tensor waves)
    {
        using var scope = NewDisposeScope();
        var edge = _configuration.EdgeSamples;
        var mirrored = nn.functional.pad(waves.unsqueeze(1), [edge, edge], PaddingModes.Reflect).squeeze(1);
        return Frames(mirrored).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _window.Dispose();
        _bands.Dispose();
    }
}
