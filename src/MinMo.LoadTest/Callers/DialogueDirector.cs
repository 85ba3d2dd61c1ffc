using MinMo.LoadTest.Dialogues;
using MinMo.LoadTest.Speech;

namespace MinMo.LoadTest.Callers;

/// <summary>Decides packet by packet what the caller does next. Pure: its time is the caller's sample clock.</summary>
/// <param name="moves">What is to be done, in order.</param>
/// <param name="patience">How long a caller waits for an answer, or for its end, before going on.</param>
internal sealed class DialogueDirector(IEnumerable<PreparedMove> moves, TimeSpan patience) : IDisposable
{
    private const int LongReplies = 4;
    private static readonly TimeSpan BeforeHangingUp = TimeSpan.FromSeconds(0.5);

    private readonly IEnumerator<PreparedMove> _moves = moves.GetEnumerator();
    private PreparedMove? _move;
    private bool _begun;
    private TimeSpan _moveSince;
    private TimeSpan _speakingUntil;
    private TimeSpan? _turnEnd; // of the last turn that wants an answer

    /// <summary>What happened that nobody hears: moves that found no reply to be said into.</summary>
    public List<CallMoment> Skipped { get; } = [];

    /// <summary>Whether the caller hangs up now.</summary>
    public bool Finished { get; private set; }

    /// <summary>Whether the caller begins nothing new.</summary>
    public bool Leaving { get; set; }

    /// <summary>One packet's time.</summary>
    /// <param name="now">Begin of the packet.</param>
    /// <param name="agent">What the caller hears.</param>
    /// <returns>What is to be played from this packet on; null for nothing new.</returns>
    public (CallerSpeech Speech, SpeechRole Role)? Step(TimeSpan now, AgentView agent)
    {
        if (!_begun)
        {
            _begun = true;
            Advance(now);
        }

        if (_move is null || Leaving)
        {
            Finished = now >= _speakingUntil && (HasFloor(now, agent, BeforeHangingUp) || IsImpatient(now, agent));
            return null;
        }

        return _move.Move switch
        {
            WaitMove wait => Wait(now, wait),
            SpeakMove { Role: SpeechRole.Turn } turn => TakeTurn(now, turn, agent),
            SpeakMove into => Interject(now, into, agent),
            _ => null,
        };
    }

    public void Dispose() => _moves.Dispose();

    private (CallerSpeech Speech, SpeechRole Role)? Wait(TimeSpan now, WaitMove wait)
    {
        if (now - _moveSince >= wait.Time)
        {
            Advance(now);
        }

        return null;
    }

    private (CallerSpeech Speech, SpeechRole Role)? TakeTurn(TimeSpan now, SpeakMove turn, AgentView agent)
        => now >= _speakingUntil && (HasFloor(now, agent, turn.Delay) || IsImpatient(now, agent)) ? Speak(now, turn) : null;

    private (CallerSpeech Speech, SpeechRole Role)? Interject(TimeSpan now, SpeakMove into, AgentView agent)
    {
        if (now < _speakingUntil)
        {
            return null;
        }

        bool answered = IsAnswered(agent);
        if (answered && agent.Sounding && now - agent.ReplyHeardFrom >= into.Delay)
        {
            return Speak(now, into);
        }

        if (IsImpatient(now, agent) || (answered && !agent.Busy && !agent.Sounding))
        {
            Skipped.Add(new MoveSkipped(now, into.Role));
            Advance(now);
        }

        return null;
    }

    private (CallerSpeech Speech, SpeechRole Role) Speak(TimeSpan now, SpeakMove move)
    {
        var speech = _move!.Speech!;
        _speakingUntil = now + speech.Length;
        if (move.Role is SpeechRole.Turn or SpeechRole.BargeIn)
        {
            _turnEnd = now + speech.End;
        }

        Advance(_speakingUntil);
        return (speech, move.Role);
    }

    private void Advance(TimeSpan since)
    {
        _move = _moves.MoveNext() ? _moves.Current : null;
        _moveSince = since;
    }

    private bool IsAnswered(AgentView agent) => _turnEnd is { } end && agent.ReplyHeardFrom >= end;

    // The agent has answered and both have been silent for a while; at the start of a call nobody need answer.
    private bool HasFloor(TimeSpan now, AgentView agent, TimeSpan silence)
        => _turnEnd is null
            ? now - _moveSince >= silence
            : IsAnswered(agent) && !agent.Busy && now - agent.SilentSince >= silence;

    // A long reply is borne longer than none.
    private bool IsImpatient(TimeSpan now, AgentView agent)
    {
        var limit = IsAnswered(agent) ? LongReplies * patience : patience;
        return now - (_turnEnd ?? TimeSpan.Zero) >= limit && now - _moveSince >= patience;
    }
}
