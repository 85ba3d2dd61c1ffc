using System.Numerics;
using System.Numerics.Tensors;

namespace MinMo.Audio.Spectra;

/// <summary>
/// Log-mel features as Whisper and smart-turn expect them: periodic Hann window, power spectrum, Slaney mel bands,
/// log10, then a floor 8 below the maximum of the window.
/// </summary>
/// <remarks>
/// Two steps, so that a growing signal is not computed again: <see cref="WriteRawFrames"/> depends on nothing but the
/// samples under each frame, <see cref="Normalize"/> on the loudest value of the whole window. No allocation in
/// either. Immutable: one instance serves all threads. Source: openai/whisper, <c>audio.py</c>.
/// </remarks>
public sealed class LogMelSpectrogram
{
    /// <summary>The value of a raw frame over digital silence: log10 of the least energy, 1e-10.</summary>
    public const float RawSilence = -10;

    private const double LeastEnergy = 1e-10;
    private const float RangeBelowMaximum = 8;

    private readonly LogMelSettings _settings;
    private readonly RealFourierTransform _transform;
    private readonly MelFilterBank _filters;
    private readonly double[] _hann;

    /// <summary>Builds the tables.</summary>
    /// <param name="settings">Sizes; the defaults are Whisper's.</param>
    public LogMelSpectrogram(LogMelSettings? settings = null)
    {
        _settings = settings ?? new LogMelSettings();
        _transform = new RealFourierTransform(_settings.FrameSamples);
        _filters = new MelFilterBank(_settings);
        _hann = [.. Enumerable.Range(0, _settings.FrameSamples)
            .Select(n => 0.5 - (0.5 * Math.Cos(2 * Math.PI * n / _settings.FrameSamples)))];
    }

    /// <summary>Mel bands per frame.</summary>
    public int Bands => _settings.Bands;

    /// <summary>Samples from one frame to the next.</summary>
    public int HopSamples => _settings.HopSamples;

    /// <summary>Samples under one frame.</summary>
    public int FrameSamples => _settings.FrameSamples;

    /// <summary>Frames of a window: samples / hop, rounded down.</summary>
    public int FrameCount(int windowSamples) => windowSamples / _settings.HopSamples;

    /// <summary>Features of one window.</summary>
    /// <param name="samples">Mono, −1 … 1. Cut to the window, or followed by zeros up to it.</param>
    /// <param name="windowSamples">More than half a frame.</param>
    /// <returns><c>[bands, frames]</c>, row-major.</returns>
    public float[] Compute(ReadOnlySpan<float> samples, int windowSamples)
    {
        var frames = FrameCount(windowSamples);
        var raw = new float[frames * Bands];
        WriteRawFrames(samples, windowSamples, 0, raw);
        var features = new float[raw.Length];
        Normalize(raw, Bands, features);
        return features;
    }

    /// <summary>Writes log10 mel energies of consecutive frames, before floor and scale.</summary>
    /// <param name="samples">The signal from the beginning of the window; zeros follow it up to the window's end.</param>
    /// <param name="windowSamples">More than half a frame. At both ends the signal is mirrored by half a frame.</param>
    /// <param name="firstFrame">Frame t is centred on sample t · hop.</param>
    /// <param name="raw"><c>[frames, bands]</c>: as many frames from <paramref name="firstFrame"/> on as fit.</param>
    /// <exception cref="ArgumentException">The window is too short, or frames beyond it are asked for.</exception>
    public void WriteRawFrames(ReadOnlySpan<float> samples, int windowSamples, int firstFrame, Span<float> raw)
    {
        var window = new Window(samples, windowSamples, _settings.FrameSamples / 2);
        var frames = raw.Length / Bands;
        if (frames * Bands != raw.Length || firstFrame < 0 || firstFrame + frames > FrameCount(windowSamples))
        {
            throw new ArgumentException(
                $"{raw.Length} values from frame {firstFrame} on are not whole frames of {Bands} bands within a window "
                + $"of {FrameCount(windowSamples)} frames.", nameof(raw));
        }

        var lanes = RealFourierTransform.Lanes;
        var vectors = new Vectors(stackalloc Vector<double>[Vectors.Length(_transform, Bands)], _transform, Bands);
        Span<float> signal = stackalloc float[((lanes - 1) * HopSamples) + FrameSamples];
        for (var frame = 0; frame < frames; frame += lanes)
        {
            var count = Math.Min(lanes, frames - frame);
            var target = raw.Slice(frame * Bands, count * Bands);
            if (window.Read((firstFrame + frame) * HopSamples, signal))
            {
                WriteGroup(signal, vectors, target);
            }
            else
            {
                target.Fill(RawSilence);
            }
        }
    }

    /// <summary>Applies the floor and the scale: (max(value, maximum − 8) + 4) / 4, over all frames given.</summary>
    /// <param name="raw"><c>[frames, bands]</c> as written by <see cref="WriteRawFrames"/>.</param>
    /// <param name="bands">Mel bands.</param>
    /// <param name="features"><c>[bands, frames]</c>: time last.</param>
    public static void Normalize(ReadOnlySpan<float> raw, int bands, Span<float> features)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features.Length, raw.Length);
        if (raw.IsEmpty)
        {
            return;
        }

        var floor = TensorPrimitives.Max(raw) - RangeBelowMaximum;
        var frames = raw.Length / bands;
        for (var frame = 0; frame < frames; frame++)
        {
            var values = raw.Slice(frame * bands, bands);
            for (var band = 0; band < values.Length; band++)
            {
                features[(band * frames) + frame] = (Math.Max(values[band], floor) + 4) / 4;
            }
        }
    }

    private void WriteGroup(ReadOnlySpan<float> signal, Vectors vectors, Span<float> target)
    {
        Span<double> lane = stackalloc double[RealFourierTransform.Lanes];
        for (var n = 0; n < _hann.Length; n++)
        {
            for (var frame = 0; frame < lane.Length; frame++)
            {
                lane[frame] = signal[(frame * HopSamples) + n];
            }

            vectors.Signals[n] = new Vector<double>(lane) * _hann[n];
        }

        _transform.Power(vectors.Signals, vectors.Scratch, vectors.Power);
        _filters.Apply(vectors.Power, vectors.Mel);
        for (var band = 0; band < Bands; band++)
        {
            vectors.Mel[band].CopyTo(lane);
            for (var frame = 0; frame * Bands < target.Length; frame++)
            {
                target[(frame * Bands) + band] = (float)Math.Max(lane[frame], LeastEnergy);
            }
        }

        TensorPrimitives.Log10(target, target);
    }

    /// <summary>The signal as the frames see it: mirrored by half a frame at both ends of the window.</summary>
    private readonly ref struct Window
    {
        private readonly ReadOnlySpan<float> _samples;
        private readonly int _length;
        private readonly int _half;

        public Window(ReadOnlySpan<float> samples, int length, int half)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, half);
            _samples = samples[..Math.Min(samples.Length, length)];
            _length = length;
            _half = half;
        }

        /// <summary>Copies from a position in the mirrored signal on; false if all of it is silence after the end.</summary>
        public bool Read(int position, Span<float> signal)
        {
            var start = position - _half;
            if (start >= 0 && start + signal.Length <= _samples.Length)
            {
                _samples.Slice(start, signal.Length).CopyTo(signal);
                return true;
            }

            var heard = false;
            for (var i = 0; i < signal.Length; i++)
            {
                var index = Mirrored(start + i);
                var inside = index >= 0 && index < _samples.Length;
                signal[i] = inside ? _samples[index] : 0;
                heard |= inside;
            }

            return heard;
        }

        private int Mirrored(int index)
        {
            var positive = Math.Abs(index);
            return positive < _length ? positive : (2 * (_length - 1)) - positive;
        }
    }

    /// <summary>Scratch of one call, on its stack.</summary>
    private readonly ref struct Vectors(Span<Vector<double>> memory, RealFourierTransform transform, int bands)
    {
        public Span<Vector<double>> Signals { get; } = memory[..transform.Length];

        public Span<Vector<double>> Scratch { get; } = memory.Slice(transform.Length, transform.ScratchLength);

        public Span<Vector<double>> Power { get; }
            = memory.Slice(transform.Length + transform.ScratchLength, transform.Bins);

        public Span<Vector<double>> Mel { get; }
            = memory.Slice(transform.Length + transform.ScratchLength + transform.Bins, bands);

        public static int Length(RealFourierTransform transform, int bands)
            => transform.Length + transform.ScratchLength + transform.Bins + bands;
    }
}
