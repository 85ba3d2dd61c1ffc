using MinMo.Abstractions.Calls;
using MinMo.Models.SileroVad;

namespace MinMo.Inference.Cascade.Hearing;

/// <summary>What one call's listening remembers.</summary>
internal sealed class Ear
{
    private const float Silence = 0.35f;

    /// <summary>0.8 s: as long as the longest pause inside a turn that a hysteresis usually bridges.</summary>
    private const int TicksUntilIdle = 25;

    private int _silentTicks;

    /// <summary>The caller's recent audio.</summary>
    public CallerAudioRing Audio { get; } = new();

    /// <summary>The detector's state.</summary>
    public SileroVadStream Detector { get; private set; } = new(CallPosition.RateHz);

    /// <summary>Begins a call.</summary>
    public void Begin()
    {
        Audio.Clear();
        Detector = new SileroVadStream(CallPosition.RateHz);
        _silentTicks = 0;
    }

    /// <summary>Takes note of a tick's probability of speech, and freshens the detector when nobody speaks.</summary>
    public void Note(float speech)
    {
        _silentTicks = speech < Silence ? _silentTicks + 1 : 0;
        Detector.ResetIfIdle(speaking: _silentTicks < TicksUntilIdle);
    }
}
