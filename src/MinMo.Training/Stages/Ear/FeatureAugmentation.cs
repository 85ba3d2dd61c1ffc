namespace MinMo.Training.Stages.Ear;

/// <summary>Changes filter bank frames as other mouths, tempos and microphones would (SpecAugment, arXiv 1904.08779;
/// vocal tract length perturbation).</summary>
/// <remarks>As strong as what a small encoder still learns from: with half as much it came to know 42 hours by heart while what
/// it heard of new sentences stood still (docs/training.md).</remarks>
internal sealed record FeatureAugmentation
{
    /// <summary>Share of utterances whose tempo changes.</summary>
    public double TempoShare { get; init; } = 0.5;

    /// <summary>Largest change of tempo.</summary>
    public double MostTempo { get; init; } = 0.12;

    /// <summary>Share of utterances whose bands move.</summary>
    public double WarpShare { get; init; } = 0.5;

    /// <summary>Largest factor on the mel axis beside one.</summary>
    public double MostWarp { get; init; } = 0.1;

    /// <summary>Largest change of level, natural logarithm of power.</summary>
    public double MostGain { get; init; } = 1.4;

    /// <summary>Masks over time, and the frames of the longest.</summary>
    public (int Count, int Most) TimeMasks { get; init; } = (2, 12);

    /// <summary>Masks over bands, and the bands of the widest.</summary>
    public (int Count, int Most) BandMasks { get; init; } = (2, 10);

    /// <summary>Tempo, vocal tract and level.</summary>
    /// <param name="frames"><c>[frames, bands]</c>, not normalised.</param>
    /// <param name="bands">Bands of a frame.</param>
    /// <param name="frameMultiple">The number of frames stays a multiple of this.</param>
    /// <param name="random">Of the step.</param>
    /// <returns>Frames of another number.</returns>
    public float[] Warp(float[] frames, int bands, int frameMultiple, Random random)
    {
        var tempo = random.NextDouble() < TempoShare ? 1 + (MostTempo * ((2 * random.NextDouble()) - 1)) : 1;
        var warp = random.NextDouble() < WarpShare ? 1 + (MostWarp * ((2 * random.NextDouble()) - 1)) : 1;
        var gain = (float)(MostGain * ((2 * random.NextDouble()) - 1));
        var count = frames.Length / bands;
        var target = Math.Max(frameMultiple, (int)Math.Round(count / tempo / frameMultiple) * frameMultiple);
        var moved = new float[target * bands];
        for (var frame = 0; frame < target; frame++)
        {
            var (earlier, later, share) = Between(frame * (double)count / target, count);
            WriteFrame(
                frames.AsSpan(earlier * bands, bands), frames.AsSpan(later * bands, bands), share,
                (moved.AsMemory(frame * bands, bands), warp, gain));
        }

        return moved;
    }

    /// <summary>Blots out stretches of time and bands.</summary>
    /// <param name="frames"><c>[frames, bands]</c>, normalised: a masked value is the mean.</param>
    /// <param name="bands">Bands of a frame.</param>
    /// <param name="random">Of the step.</param>
    public void Mask(Span<float> frames, int bands, Random random)
    {
        var count = frames.Length / bands;
        for (var mask = 0; mask < TimeMasks.Count; mask++)
        {
            var width = Math.Min(random.Next(TimeMasks.Most + 1), count / 5);
            frames.Slice(random.Next(count - width + 1) * bands, width * bands).Clear();
        }

        for (var mask = 0; mask < BandMasks.Count; mask++)
        {
            var width = random.Next(BandMasks.Most + 1);
            var first = random.Next(bands - width + 1);
            for (var frame = 0; frame < count; frame++)
            {
                frames.Slice((frame * bands) + first, width).Clear();
            }
        }
    }

    private static (int Earlier, int Later, float Share) Between(double place, int count)
    {
        var earlier = Math.Min((int)place, count - 1);
        return (earlier, Math.Min(earlier + 1, count - 1), (float)(place - earlier));
    }

    private static void WriteFrame(
        ReadOnlySpan<float> earlier, ReadOnlySpan<float> later, float share,
        (Memory<float> Frame, double Warp, float Gain) target)
    {
        var frame = target.Frame.Span;
        var bands = frame.Length;
        for (var band = 0; band < bands; band++)
        {
            var (low, high, part) = Between(Math.Min(band * target.Warp, bands - 1), bands);
            var first = earlier[low] + (part * (earlier[high] - earlier[low]));
            var second = later[low] + (part * (later[high] - later[low]));
            frame[band] = first + (share * (second - first)) + target.Gain;
        }
    }
}
