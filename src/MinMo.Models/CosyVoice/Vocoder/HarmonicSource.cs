using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Vocoder;

/// <summary>The excitation: sines at the fundamental and its overtones where a frame is voiced, noise elsewhere.</summary>
/// <remarks>Neural source-filter (arXiv 1904.12088), <c>SineGen2</c> of CosyVoice 2. Phases reach thousands of radians in
/// float32, so the order of operations is the reference's. The random phase that the reference gives the overtones does not
/// survive its own interpolation and is left out.</remarks>
internal sealed class HarmonicSource : nn.Module
{
    private readonly HiftConfiguration _configuration;
    private readonly Tensor _overtones;

    [ComponentName(Name = "l_linear")]
    private readonly Linear _mix;

    public HarmonicSource(HiftConfiguration configuration)
        : base(nameof(HarmonicSource))
    {
        _configuration = configuration;
        _mix = nn.Linear(configuration.Sines, 1);
        _overtones = arange(1, configuration.Sines + 1, ScalarType.Float32).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>Makes the excitation.</summary>
    /// <param name="fundamental">Hz, <c>[b, t]</c>.</param>
    /// <param name="noise">Normal, <c>[b, n, sines]</c>, n samples being t frames; null for none.</param>
    /// <returns>The excitation, <c>[b, 1, n]</c>, and 1 at voiced samples, <c>[b, n, 1]</c>.</returns>
    public (Tensor Source, Tensor Voiced) Excite(Tensor fundamental, Tensor? noise)
    {
        using var scope = NewDisposeScope();
        var (b, n) = (fundamental.shape[0], fundamental.shape[1] * _configuration.FrameSamples);
        var voiced = fundamental.gt(_configuration.VoicedAboveHz).to(ScalarType.Float32)
            .repeat_interleave(_configuration.FrameSamples, 1).unsqueeze(2);                        // [b, n, 1]
        var sines = Phase(fundamental).sin() * _configuration.SineAmplitude * voiced;               // [b, n, sines]
        if (noise is not null)
        {
            var unvoiced = _configuration.SineAmplitude / 3;
            sines = sines + (((voiced * _configuration.NoiseDeviation) + ((1 - voiced) * unvoiced)) * noise);
        }

        var source = _mix.call(sines).tanh().view(b, 1, n);
        return (source.MoveToOuterDisposeScope(), voiced.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _overtones.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Radians of each sine at each sample: added up frame by frame, then interpolated.</summary>
    /// <returns><c>[b, n, sines]</c>.</returns>
    private Tensor Phase(Tensor fundamental)
    {
        var turns = ((fundamental.unsqueeze(2) * _overtones.to(fundamental.device)) / _configuration.RateHz).remainder(1);  // [b, t, sines]
        var phase = turns.cumsum(1) * 2 * Math.PI * _configuration.FrameSamples;
        return nn.functional.interpolate(
            phase.transpose(1, 2), scale_factor: [_configuration.FrameSamples], mode: InterpolationMode.Linear,
            align_corners: false).transpose(1, 2);
    }
}
