using MinMo.Audio.Spectra;

namespace MinMo.Models.SenseVoice;

/// <summary>Waves to input rows: filter bank, stacking, normalisation. No dither: it would make nothing better, and a
/// recognition unrepeatable. Immutable: one instance serves all threads.</summary>
public sealed class SenseVoiceFrontEnd
{
    private readonly KaldiFilterBank _bank;
    private readonly FrameStacking _stacking;
    private readonly FeatureNormalization _normalization;

    /// <summary>Builds the tables.</summary>
    public SenseVoiceFrontEnd(SenseVoiceConfiguration configuration, FeatureNormalization normalization)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _bank = new KaldiFilterBank(configuration.FilterBank);
        _stacking = configuration.Stacking;
        _normalization = normalization;
        RateHz = configuration.FilterBank.RateHz;
    }

    /// <summary>The rate that waves must have.</summary>
    public int RateHz { get; }

    /// <summary>Rows of so many samples; none below one frame.</summary>
    public int RowCount(int samples) => _stacking.RowCount(_bank.FrameCount(samples));

    /// <summary>Input rows of a whole wave.</summary>
    /// <param name="samples">Mono, −1 … 1, at <see cref="RateHz"/>.</param>
    /// <returns><c>[RowCount, row width]</c>.</returns>
    public float[] Rows(ReadOnlySpan<float> samples)
    {
        var rows = new float[RowCount(samples.Length) * _stacking.RowWidth];
        if (rows.Length > 0)
        {
            _stacking.Write(_bank.Compute(samples), rows);
            _normalization.Apply(rows);
        }

        return rows;
    }

    /// <summary>Rows of several waves side by side, zeros behind the shorter ones.</summary>
    public SenseVoiceInput Batch(IReadOnlyList<ReadOnlyMemory<float>> waves, IReadOnlyList<SenseVoiceQuery> queries)
    {
        int[] lengths = [.. waves.Select(wave => RowCount(wave.Length))];
        var rows = lengths.DefaultIfEmpty().Max();
        var values = new float[waves.Count * rows * _stacking.RowWidth];
        for (var item = 0; item < waves.Count; item++)
        {
            Rows(waves[item].Span).CopyTo(values.AsSpan(item * rows * _stacking.RowWidth));
        }

        return new SenseVoiceInput(values, rows, lengths, queries);
    }
}
