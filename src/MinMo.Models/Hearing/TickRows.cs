using MinMo.Audio.Spectra;
using MinMo.Models.SpeechEncoder;

namespace MinMo.Models.Hearing;

/// <summary>Samples of one stream to input rows of the encoder, tick by tick. A tick stays until it is told that it was heard, so
/// that a step which failed can be run again.</summary>
internal sealed class TickRows
{
    private readonly SpeechFeatures _features;
    private readonly StreamingFilterBank _bank;
    private readonly int _rows;
    private readonly int _reach;     // frames of the past under a row
    private readonly float[] _frames; // [reach + fresh, bands]
    private readonly float[] _written; // [rows, row width]
    private bool _begun;
    private bool _isWaiting;

    /// <param name="features">Shared tables.</param>
    /// <param name="rows">Rows of a tick.</param>
    public TickRows(SpeechFeatures features, int rows)
    {
        (_features, _rows) = (features, rows);
        _bank = new StreamingFilterBank(features.Bank);
        _reach = (features.Stacking.Frames - 1) / 2;
        _frames = new float[(_reach + (rows * features.Stacking.Step)) * features.Bank.Bands];
        _written = new float[rows * features.Stacking.RowWidth];
    }

    /// <summary>Begins another stream.</summary>
    public void Reset()
    {
        _bank.Reset();
        (_begun, _isWaiting) = (false, false);
    }

    /// <summary>Adds one tick, unless the one before was not heard: then it is that one again.</summary>
    /// <param name="samples">One tick, 16 kHz mono, −1 … 1.</param>
    /// <param name="rows"><c>[rows, row width]</c>.</param>
    public void Write(ReadOnlySpan<float> samples, Span<float> rows)
    {
        if (!_isWaiting)
        {
            Add(samples);
            _isWaiting = true;
        }

        _written.CopyTo(rows);
    }

    /// <summary>The tick was heard.</summary>
    public void Take() => _isWaiting = false;

    private void Add(ReadOnlySpan<float> samples)
    {
        var (stacking, kept) = (_features.Stacking, _reach * _features.Bank.Bands);
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
            _frames.AsSpan(row * stacking.Step * _features.Bank.Bands, stacking.RowWidth)
                .CopyTo(_written.AsSpan(row * stacking.RowWidth));
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
