using MinMo.Audio.Spectra;
using MinMo.Models.SpeechEncoder;

namespace MinMo.Models.Hearing;

/// <summary>Samples of one stream to input rows of the encoder, tick by tick.</summary>
internal sealed class TickRows
{
    private readonly SpeechFeatures _features;
    private readonly StreamingFilterBank _bank;
    private readonly int _rows;
    private readonly int _reach;     // frames of the past under a row
    private readonly float[] _frames; // [reach + fresh, bands]
    private bool _begun;

    /// <param name="features">Shared tables.</param>
    /// <param name="rows">Rows of a tick.</param>
    public TickRows(SpeechFeatures features, int rows)
    {
        (_features, _rows) = (features, rows);
        _bank = new StreamingFilterBank(features.Bank);
        _reach = (features.Stacking.Frames - 1) / 2;
        _frames = new float[(_reach + (rows * features.Stacking.Step)) * features.Bank.Bands];
    }

    /// <summary>Begins another stream.</summary>
    public void Reset()
    {
        _bank.Reset();
        _begun = false;
    }

    /// <summary>Adds one tick.</summary>
    /// <param name="samples">16 kHz mono, −1 … 1.</param>
    /// <param name="rows"><c>[rows, row width]</c>.</param>
    /// <exception cref="ArgumentException">The samples are not one tick.</exception>
    public void Write(ReadOnlySpan<float> samples, Span<float> rows)
    {
        var (stacking, kept) = (_features.Stacking, _reach * _features.Bank.Bands);
        if (_bank.FramesAfter(samples.Length) != _rows * stacking.Step)
        {
            throw new ArgumentException($"{samples.Length} samples are not a tick of {_rows * _features.RowSamples}", nameof(samples));
        }

        _frames.AsSpan(^kept).CopyTo(_frames);
        var fresh = _frames.AsSpan(kept);
        _bank.Append(samples, fresh);
        _features.Normalise(fresh);
        if (!_begun)
        {
            RepeatFirst(fresh[.._features.Bank.Bands]);
            _begun = true;
        }

        for (var row = 0; row < _rows; row++)
        {
            _frames.AsSpan(row * stacking.Step * _features.Bank.Bands, stacking.RowWidth).CopyTo(rows[(row * stacking.RowWidth)..]);
        }
    }

    private void RepeatFirst(ReadOnlySpan<float> frame)
    {
        for (var place = 0; place < _reach; place++)
        {
            frame.CopyTo(_frames.AsSpan(place * frame.Length));
        }
    }
}
