namespace MinMo.Models.SileroVad;

/// <summary>Turns probabilities of speech into segments. Pure: the same probabilities give the same segments.</summary>
/// <remarks>A segment begins at the first of the consecutive chunks that started it and ends at the first of the
/// consecutive quiet chunks that ended it. Neither condition looks at the other's threshold.</remarks>
public sealed class SpeechSegmenter
{
    private readonly SpeechSegmenterSettings _settings;
    private int _run;

    /// <param name="settings">Thresholds and chunk counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 1.</exception>
    public SpeechSegmenter(SpeechSegmenterSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.SpeechChunks, 1, nameof(settings));
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.SilenceChunks, 1, nameof(settings));
        _settings = settings;
    }

    /// <summary>Chunks seen so far.</summary>
    public long Chunks { get; private set; }

    /// <summary>A segment is open.</summary>
    public bool Speaking { get; private set; }

    /// <summary>Quiet chunks at the end of the open segment, 0 outside of one.</summary>
    public int SilentChunks => Speaking ? _run : 0;

    /// <summary>The open or the latest segment; while one is open its end is before the quiet chunks counted so
    /// far.</summary>
    public SpeechSegment Segment { get; private set; }

    /// <summary>Judges one more chunk.</summary>
    /// <param name="probability">Of speech, 0 to 1.</param>
    public SpeechChange Next(float probability)
    {
        Chunks++;
        return Speaking ? Listen(probability) : Wait(probability);
    }

    private SpeechChange Wait(float probability)
    {
        _run = probability >= _settings.On ? _run + 1 : 0;
        if (_run < _settings.SpeechChunks)
        {
            return SpeechChange.None;
        }

        Segment = new SpeechSegment(Chunks - _run, Chunks);
        Speaking = true;
        _run = 0;
        return SpeechChange.Started;
    }

    private SpeechChange Listen(float probability)
    {
        _run = probability < _settings.Off ? _run + 1 : 0;
        Segment = Segment with { End = Chunks - _run };
        if (_run < _settings.SilenceChunks)
        {
            return SpeechChange.None;
        }

        Speaking = false;
        _run = 0;
        return SpeechChange.Ended;
    }
}
