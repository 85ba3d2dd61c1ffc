using System.Numerics.Tensors;
using MinMo.Audio.Spectra;

namespace MinMo.Models.SpeechEncoder;

/// <summary>The encoder's input: filter bank frames, normalised by fixed constants, stacked to rows.</summary>
/// <remarks>A frame less one hop of silence stands in front, so that a tick of 80 ms gives exactly 8 frames and 2 rows.
/// Immutable: one instance serves all threads.</remarks>
public sealed class SpeechFeatures
{
    private const int ChunkAlignment = 2; // a tick is two rows

    private readonly float[] _mean;
    private readonly float[] _scale;
    private readonly float _floor;

    /// <summary>Builds the tables.</summary>
    /// <exception cref="ArgumentException">Mean or deviation has another length than a frame.</exception>
    public SpeechFeatures(SpeechEncoderConfiguration configuration)
    {
        Bank = new KaldiFilterBank(configuration.FilterBank);
        Stacking = new FrameStacking(
            configuration.FeatureBands, configuration.StackedFrames, configuration.FrameStep);
        _mean = Constants(configuration.FeatureMean, 0);
        _floor = -configuration.FeatureFloor;
        _scale = [.. Constants(configuration.FeatureDeviation, 1).Select(deviation => 1 / deviation)];
    }

    /// <summary>Filter bank.</summary>
    public KaldiFilterBank Bank { get; }

    /// <summary>How frames become rows.</summary>
    public FrameStacking Stacking { get; }

    /// <summary>Samples of one row.</summary>
    public int RowSamples => Bank.HopSamples * Stacking.Step;

    /// <summary>Rows of an utterance: whole ticks, the last one filled up with silence.</summary>
    public int RowCount(int samples)
    {
        var tick = RowSamples * ChunkAlignment;
        return (samples + tick - 1) / tick * ChunkAlignment;
    }

    /// <summary>Frames of a whole utterance, not normalised.</summary>
    /// <param name="samples">16 kHz mono, −1 … 1.</param>
    /// <returns><c>[RowCount · step, bands]</c>.</returns>
    public float[] Frames(ReadOnlySpan<float> samples)
    {
        var frames = RowCount(samples.Length) * Stacking.Step;
        var lead = Bank.FrameSamples - Bank.HopSamples;
        var padded = new float[lead + (frames * Bank.HopSamples)];
        samples.CopyTo(padded.AsSpan(lead));
        return Bank.Compute(padded);
    }

    /// <summary>Subtracts the mean, divides by the deviation, and lifts what is below the floor.</summary>
    /// <param name="frames"><c>[frames, bands]</c>.</param>
    public void Normalise(Span<float> frames)
    {
        for (var start = 0; start < frames.Length; start += _mean.Length)
        {
            var frame = frames.Slice(start, _mean.Length);
            TensorPrimitives.Subtract(frame, _mean, frame);
            TensorPrimitives.Multiply(frame, _scale, frame);
            TensorPrimitives.Max(frame, _floor, frame);
        }
    }

    /// <summary>Input rows of a whole utterance.</summary>
    /// <param name="samples">16 kHz mono, −1 … 1.</param>
    /// <returns><c>[RowCount, row width]</c>.</returns>
    public float[] Rows(ReadOnlySpan<float> samples)
    {
        var frames = Frames(samples);
        Normalise(frames);
        var rows = new float[RowCount(samples.Length) * Stacking.RowWidth];
        Stacking.Write(frames, rows);
        return rows;
    }

    private float[] Constants(IReadOnlyList<float> values, float otherwise)
        => values.Count == Bank.Bands ? [.. values]
            : values.Count == 0 ? [.. Enumerable.Repeat(otherwise, Bank.Bands)]
            : throw new ArgumentException($"{values.Count} constants for {Bank.Bands} bands", nameof(values));
}
