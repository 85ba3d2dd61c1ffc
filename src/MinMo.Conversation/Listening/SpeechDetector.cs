using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;

namespace MinMo.Conversation.Listening;

/// <summary>
/// Turns speech probabilities into stretches of speech with two thresholds (hysteresis). Silence counts only while no
/// speech goes on; speech that resumes for long enough resets it, a click does not.
/// </summary>
internal sealed class SpeechDetector
{
    private CallPosition? _candidate;
    private CallPosition? _quietSince;
    private CallPosition _previousEnd;

    /// <summary>Whether speech goes on; a gap shorter than the judged pause belongs to it.</summary>
    public bool InSpeech { get; private set; }

    /// <summary>Whether the latest tick was speech that is too short yet to count: the caller may be going on.</summary>
    public bool MayBegin => _candidate is not null;

    /// <summary>Begin of the latest stretch of speech.</summary>
    public CallPosition Onset { get; private set; }

    /// <summary>End of the latest speech, behind its last tick that was no silence.</summary>
    public CallPosition LastSpeech { get; private set; }

    /// <summary>How long there was no speech up to the latest tick.</summary>
    public TimeSpan Silence => _previousEnd - LastSpeech;

    /// <summary>Takes in one tick.</summary>
    public void Observe(in TickObservation tick, TurnSettings settings)
    {
        var begin = _previousEnd;
        _previousEnd = tick.End;
        if (InSpeech)
        {
            Follow(begin, tick, settings);
        }
        else
        {
            Await(begin, tick, settings);
        }
    }

    /// <summary>Silence up to a position was left out.</summary>
    public void SkipTo(CallPosition position) => _previousEnd = position;

    /// <summary>Forgets the stretch of speech that goes on: it is none of the agent's business.</summary>
    public void Dismiss()
    {
        InSpeech = false;
        _candidate = null;
        _quietSince = null;
    }

    private void Await(CallPosition begin, in TickObservation tick, TurnSettings settings)
    {
        if (tick.Speech < settings.SpeechThreshold)
        {
            _candidate = null;
            return;
        }

        _candidate ??= begin;
        if (tick.End - _candidate.Value >= settings.OpenAfter)
        {
            Onset = _candidate.Value;
            LastSpeech = tick.End;
            _candidate = null;
            _quietSince = null;
            InSpeech = true;
        }
    }

    private void Follow(CallPosition begin, in TickObservation tick, TurnSettings settings)
    {
        if (tick.Speech >= settings.SilenceThreshold)
        {
            _quietSince = null;
            LastSpeech = tick.End;
            return;
        }

        _quietSince ??= begin;
        InSpeech = tick.End - _quietSince.Value < settings.JudgePauseAfter;
    }
}
