using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Streams;
using MinMo.Conversation.Machine;

namespace MinMo.Conversation.Listening;

/// <summary>
/// Hands the caller's audio to the worker, one step at a time. A call that falls behind catches up: all ticks that wait
/// go in one step, and silence that belongs to no turn is left out. So its lag never grows beyond the speech of a turn.
/// </summary>
/// <param name="state">The call.</param>
/// <param name="observe">Told every tick, in order.</param>
internal sealed class CallerListening(CallState state, Action<TickObservation> observe)
{
    private readonly CallContext _context = state.Context;
    private StepTicket? _step;

    /// <summary>The step under way will not be answered.</summary>
    public void Forget() => _step = null;

    /// <summary>Hands over what waits, if nothing is under way.</summary>
    public void Advance()
    {
        if (_step is not null || state.Lane.Swapping || _context.Place is not { } place)
        {
            return;
        }

        int tick = place.Engine.TickSamples;
        var lag = state.Audio.End - state.Audio.Sent;
        int lost = state.Audio.SkipForgotten(tick);
        int dropped = lag > _context.Settings.Turns.LongestLag ? DropSilence(place.Engine) : 0;
        var (from, samples) = state.Audio.TakeTicks(tick);
        if (samples.Length == 0)
        {
            return;
        }

        if (dropped > 0 || lost > 0 || lag > _context.Settings.Turns.LongestLag)
        {
            _context.Emit(new ListeningFellBehind(_context.Now, lag, (samples.Length / tick) - 1, dropped, lost));
        }

        _step = _context.Run(new ListenStep(place.Session, place.Engine.Tick, from, samples, Standing(place)), Listened);
    }

    /// <summary>A turn, a suspicion, a client that drives the clock or one that says itself where turns end needs every tick.
    /// </summary>
    private int DropSilence(EngineDescription engine)
    {
        if (state.Turn is not null || state.Suspicion is not null || state.Detector.InSpeech || _context.Settings.LockStep
            || !_context.Settings.Turns.DetectTurns)
        {
            return 0;
        }

        // Twice: the padding of a turn that begins at once, and what the detector hears before it is loud.
        int dropped = state.Audio.SkipSilence(engine.TickSamples, _context.Settings.Turns.PrefixPadding * 2);
        if (dropped > 0)
        {
            state.Detector.SkipTo(state.Audio.Sent - engine.LookAhead);
        }

        return dropped;
    }

    /// <summary>Where a model that hears with its language model stands in the dialogue.</summary>
    private ListeningContext? Standing(Admission.Granted place)
    {
        if (place.Engine.HearsWords)
        {
            return null;
        }

        var open = state.Suspicion is { } suspicion ? suspicion.Onset - _context.Settings.Turns.PrefixPadding : state.Turn?.Onset;
        var at = state.ConfirmedReply?.Fork ?? state.Lane.Base;
        return new ListeningContext(state.Lane.Handle, at, Speaking: state.ConfirmedReply is not null, open);
    }

    private void Listened(StepResult result)
    {
        _step = null;
        foreach (var tick in ((ListenResult)result).Ticks)
        {
            observe(tick);
        }

        Advance();
    }
}
