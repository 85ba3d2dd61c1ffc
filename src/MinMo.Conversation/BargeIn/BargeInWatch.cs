using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Conversation.Listening;
using MinMo.Conversation.Machine;
using MinMo.Conversation.Replying;

namespace MinMo.Conversation.BargeIn;

/// <summary>
/// Watches the caller while a reply is on its way. The first suspicion only holds the agent's audio; words that claim
/// the floor, or speech that goes on, flush it; noise and back-channels let it go on where it stopped. A reply of which
/// next to nothing was heard is taken back instead: the caller was not finished. Where the model judges turns itself,
/// its evidence takes the place of words.
/// </summary>
internal sealed class BargeInWatch(CallState state, ReplyProduction production, EndOfTurn endOfTurn)
{
    private static readonly TimeSpan RecognizeSlack = TimeSpan.FromMilliseconds(150);

    private readonly CallContext _context = state.Context;
    private CallPosition? _run;
    private CallPosition _begin;
    private CallPosition _previousEnd;

    private TurnSettings Settings => _context.Settings.Turns;

    /// <summary>A tick, whoever holds the floor.</summary>
    public void Follow(in TickObservation tick)
    {
        _run = tick.Speech >= Settings.BargeInThreshold ? _run ?? _previousEnd : null;
        (_begin, _previousEnd) = (_previousEnd, tick.End);
    }

    /// <summary>A tick while a reply is on its way.</summary>
    public void Observe(Reply reply, in TickObservation tick)
    {
        if (!Settings.InterruptReply || !Settings.DetectTurns)
        {
            return;
        }

        if (_context.Engine.JudgesTurns)
        {
            FollowEvidence(reply, tick);
        }
        else if (state.Suspicion is { } suspicion)
        {
            Weigh(reply, suspicion, tick);
        }
        else if (_run is { } onset && tick.End - onset >= Settings.SuspectBargeInAfter)
        {
            Suspect(reply, onset, tick.End);
        }
    }

    /// <summary>The reply is over by itself: what the caller says is an ordinary turn.</summary>
    public void Close()
    {
        if (state.Suspicion is { } suspicion)
        {
            _context.Forget(suspicion.Recognizing);
            state.Suspicion = null;
        }
    }

    private void FollowEvidence(Reply reply, in TickObservation tick)
    {
        bool yields = tick.Evidence is { } evidence && evidence.Yield >= Settings.YieldThreshold;
        if (state.Suspicion is not { } suspicion)
        {
            if (yields)
            {
                Hold(reply, _begin, tick.End);
            }
        }
        else if (!yields)
        {
            if (tick.End - suspicion.LastSpeech >= Settings.ConfirmYieldAfter)
            {
                Dismiss(reply);
            }
        }
        else
        {
            suspicion.LastSpeech = tick.End;
            if (tick.End - suspicion.Onset >= Settings.ConfirmYieldAfter && !TryTakeBack(reply))
            {
                Confirm(reply, suspicion);
            }
        }
    }

    private void Suspect(Reply reply, CallPosition onset, CallPosition at)
    {
        if (!TryTakeBack(reply))
        {
            Hold(reply, onset, at);
        }
    }

    private void Hold(Reply reply, CallPosition onset, CallPosition at)
    {
        state.Suspicion = new Suspicion(onset) { LastSpeech = at };
        state.Sound.Stop();
        _context.Emit(new PlayoutPaused(_context.Now, reply.Id));
    }

    private bool TryTakeBack(Reply reply)
    {
        if (reply.Cause is not { } turn || PlayedTime(reply) >= Settings.TakeBackWithin)
        {
            return false;
        }

        Close();
        production.Cut(reply, ReplyOutcome.TakenBack);
        endOfTurn.Reopen(turn);
        return true;
    }

    private void Weigh(Reply reply, Suspicion suspicion, in TickObservation tick)
    {
        if (tick.Speech >= Settings.SilenceThreshold)
        {
            suspicion.LastSpeech = tick.End;
        }

        var spoken = suspicion.LastSpeech - suspicion.Onset;
        bool silent = tick.End - suspicion.LastSpeech >= Settings.DismissBargeInAfter;
        bool judged = suspicion.JudgedTo >= suspicion.LastSpeech;
        if (spoken >= Settings.ConfirmBargeInAfter)
        {
            Confirm(reply, suspicion);
        }
        else if (silent && judged && suspicion.Harmless)
        {
            Dismiss(reply);
        }
        else if (suspicion.Recognizing is null && !judged && (silent || IsTimeToJudge(suspicion)))
        {
            Judge(reply, suspicion, tick.End);
        }
    }

    private bool IsTimeToJudge(Suspicion suspicion)
        => suspicion.LastSpeech - suspicion.JudgedTo >= Settings.JudgeBargeInAfter;

    private void Judge(Reply reply, Suspicion suspicion, CallPosition to)
    {
        if (_context.Place is not { } place)
        {
            return;
        }

        var from = suspicion.Onset - Settings.PrefixPadding;
        suspicion.Recognizing = _context.Run(
            new RecognizeStep(place.Session, RecognizeSlack, Speculative: false, from, to),
            result => Recognized(reply, suspicion, to, (RecognizeResult)result));
    }

    private void Recognized(Reply reply, Suspicion suspicion, CallPosition to, RecognizeResult words)
    {
        suspicion.Recognizing = null;
        suspicion.JudgedTo = to;
        suspicion.Harmless = BackChannelRule.Holds(words.Text, Settings.BackChannels);
        if (!suspicion.Harmless)
        {
            Confirm(reply, suspicion);
        }
    }

    private void Confirm(Reply reply, Suspicion suspicion)
    {
        Close();
        production.Cut(reply, ReplyOutcome.Interrupted);
        endOfTurn.Open(suspicion.Onset);
    }

    private void Dismiss(Reply reply)
    {
        Close();
        state.Detector.Dismiss();
        _run = null;
        state.Sound.Place(reply.Id, reply.Audio.Played, _context.Now);
        _context.Emit(new PlayoutResumed(_context.Now, reply.Id));
        production.Advance(reply);
    }

    private static TimeSpan PlayedTime(Reply reply)
        => TimeSpan.FromSeconds((double)reply.Audio.Played / reply.Audio.RateHz);
}
