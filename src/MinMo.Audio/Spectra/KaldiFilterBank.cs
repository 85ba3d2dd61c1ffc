using System.Numerics;
using System.Numerics.Tensors;

namespace MinMo.Audio.Spectra;

/// <summary>
/// Log-mel filter bank as Kaldi computes it, without dither: per frame the mean removed, pre-emphasis 0.97, window,
/// power spectrum, triangles on the mel scale, natural logarithm.
/// </summary>
/// <remarks>Frames stand only where a whole one fits ("snip edges"). Immutable: one instance serves all threads.
/// Source: torchaudio, <c>compliance/kaldi.py</c>.</remarks>
public sealed class KaldiFilterBank
{
    private const double PreEmphasis = 0.97;
    private const double LeastEnergy = 1.1920928955078125e-7; // the epsilon of float32

    private readonly FilterBankSettings _settings;
    private readonly RealFourierTransform _transform;
    private readonly MelFilterBank _filters;
    private readonly double[] _window;

    /// <summary>Builds the tables.</summary>
    /// <param name="settings">Sizes; the defaults are SenseVoice's.</param>
    public KaldiFilterBank(FilterBankSettings? settings = null)
    {
        _settings = settings ?? new FilterBankSettings();
        var transformLength = (int)BitOperations.RoundUpToPowerOf2((uint)_settings.FrameSamples);
        _transform = new RealFourierTransform(transformLength);
        _filters = new MelFilterBank(_settings, transformLength);
        _window = [.. Enumerable.Range(0, _settings.FrameSamples).Select(WindowAt)];
    }

    /// <summary>Mel bands per frame.</summary>
    public int Bands => _settings.Bands;

    /// <summary>Samples under one frame.</summary>
    public int FrameSamples => _settings.FrameSamples;

    /// <summary>Samples from one frame to the next.</summary>
    public int HopSamples => _settings.HopSamples;

    /// <summary>Whole frames in so many samples.</summary>
    public int FrameCount(int samples)
        => samples < FrameSamples ? 0 : 1 + ((samples - FrameSamples) / HopSamples);

    /// <summary>Features of a whole signal.</summary>
    /// <param name="samples">Mono, −1 … 1.</param>
    /// <returns><c>[frames, bands]</c>, row-major.</returns>
    public float[] Compute(ReadOnlySpan<float> samples)
    {
        var features = new float[FrameCount(samples.Length) * Bands];
        WriteFrames(samples, features);
        return features;
    }

    /// <summary>Writes consecutive frames, the first of which begins with the first sample. Allocates nothing.</summary>
    /// <param name="samples">Mono, −1 … 1.</param>
    /// <param name="features"><c>[frames, bands]</c>: as many frames as fit.</param>
    /// <exception cref="ArgumentException">The features are not whole frames, or more than there are samples for.</exception>
    public void WriteFrames(ReadOnlySpan<float> samples, Span<float> features)
    {
        var frames = features.Length / Bands;
        if (frames * Bands != features.Length || frames > FrameCount(samples.Length))
        {
            throw new ArgumentException(
                $"{features.Length} values are not whole frames of {Bands} bands within {samples.Length} samples.",
                nameof(features));
        }

        var lanes = RealFourierTransform.Lanes;
        Span<Vector<double>> memory = stackalloc Vector<double>[
            _transform.Length + _transform.ScratchLength + _transform.Bins + Bands];
        Span<double> frame = stackalloc double[FrameSamples];
        for (var first = 0; first < frames; first += lanes)
        {
            var count = Math.Min(lanes, frames - first);
            var signals = memory[.._transform.Length];
            signals.Clear(); // zeros follow the frame up to the length of the transform
            for (var lane = 0; lane < count; lane++)
            {
                Emphasise(samples.Slice((first + lane) * HopSamples, FrameSamples), frame);
                Interleave(frame, signals, lane);
            }

            WriteGroup(memory, features.Slice(first * Bands, count * Bands));
        }
    }

    private static void Interleave(ReadOnlySpan<double> frame, Span<Vector<double>> signals, int lane)
    {
        var lanes = RealFourierTransform.Lanes;
        var values = System.Runtime.InteropServices.MemoryMarshal.Cast<Vector<double>, double>(signals);
        for (var n = 0; n < frame.Length; n++)
        {
            values[(n * lanes) + lane] = frame[n];
        }
    }

    private void Emphasise(ReadOnlySpan<float> samples, Span<double> frame)
    {
        double mean = 0;
        for (var n = 0; n < samples.Length; n++)
        {
            mean += samples[n];
        }

        mean /= samples.Length;
        var previous = samples[0] - mean; // the first sample is its own predecessor
        for (var n = 0; n < samples.Length; n++)
        {
            var centred = samples[n] - mean;
            frame[n] = (centred - (PreEmphasis * previous)) * _window[n];
            previous = centred;
        }
    }

    private void WriteGroup(Span<Vector<double>> memory, Span<float> target)
    {
        var signals = memory[.._transform.Length];
        var scratch = memory.Slice(_transform.Length, _transform.ScratchLength);
        var power = memory.Slice(_transform.Length + _transform.ScratchLength, _transform.Bins);
        var mel = memory[^Bands..];
        _transform.Power(signals, scratch, power);
        _filters.Apply(power, mel);
        Span<double> lane = stackalloc double[RealFourierTransform.Lanes];
        for (var band = 0; band < Bands; band++)
        {
            mel[band].CopyTo(lane);
            for (var frame = 0; frame * Bands < target.Length; frame++)
            {
                target[(frame * Bands) + band] = (float)Math.Max(lane[frame], LeastEnergy);
            }
        }

        TensorPrimitives.Log(target, target);
    }

    private double WindowAt(int n)
    {
        var cosine = Math.Cos(2 * Math.PI * n / (_settings.FrameSamples - 1));
        var weight = _settings.Window == FrameWindow.Hamming
            ? 0.54 - (0.46 * cosine)
            : Math.Pow(0.5 - (0.5 * cosine), 0.85);
        return weight * _settings.Scale;
    }
}
