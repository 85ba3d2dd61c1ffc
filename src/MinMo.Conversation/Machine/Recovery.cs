using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Streams;
using MinMo.Conversation.Commands;
using MinMo.Conversation.Replying;

namespace MinMo.Conversation.Machine;

/// <summary>
/// Carries a call over the loss of its worker. A handle is only a cache: the dialogue, the audio of the open turn and
/// what the caller has heard are here, so a new place is asked for and everything is said again to it.
/// </summary>
internal sealed class Recovery(CallState state, ReplyProduction production, ClientCommands commands)
{
    /// <summary>How long a call without a place goes on asking before it ends.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CallContext _context = state.Context;
    private string? _lostBecause;
    private CallPosition _observed;
    private CallPosition _lostAt;
    private CallPosition? _askAt;
    private CallPosition? _moveFrom;
    private bool _moving;

    /// <summary>Whether a tick was not observed before its worker was lost.</summary>
    public bool IsNew(CallPosition tickEnd)
    {
        if (tickEnd <= _observed)
        {
            return false;
        }

        _observed = tickEnd;
        return true;
    }

    /// <summary>The place is gone, and with it the answers to all steps under way.</summary>
    public void Lose(string reason)
    {
        if (_context.Place is not { } place)
        {
            return;
        }

        Forget(place, reason);
        if (!_moving)
        {
            _context.Do(new OpenSession(place.Session));
        }
    }

    /// <summary>The worker goes out of service.</summary>
    public void Close() => _moveFrom ??= _context.Now;

    /// <summary>Asks for another place where nobody is in the middle of something; the old one serves until then.</summary>
    public void MoveAtBoundary()
    {
        bool isBoundary = state is { Turn: null, Reply: null, Suspicion: null, Ended: false };
        if (isBoundary && !_moving && _moveFrom is { } from && _context.Now >= from && _context.Place is { } place)
        {
            _moving = true;
            _context.Do(new MoveSession(place.Session));
        }
    }

    /// <summary>Another place was found: the one there is, if any, is left.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Leave()
    {
        (_moving, _moveFrom) = (false, null);
        if (_context.Place is not { } place)
        {
            return false;
        }

        Forget(place, "The worker went out of service.");
        return true;
    }

    /// <summary>No other place was found: the call stays where it is for a while.</summary>
    /// <returns>Whether it has a place.</returns>
    public bool Stay(Admission.Refused refusal)
    {
        _moving = false;
        if (_context.Place is null)
        {
            return false;
        }

        _moveFrom = _context.Now + refusal.RetryAfter;
        return true;
    }

    private void Forget(Admission.Granted place, string reason)
    {
        _moveFrom = null;
        _lostBecause = reason;
        _lostAt = _context.Now;
        _context.ForgetAll();
        _context.Place = null;
        state.Lane.Reset();
        state.Lane.ForgetHeard();
        state.Evidence.Clear();
        if (state.Turn is { } turn)
        {
            turn.ForgetPause(_context);
        }

        if (state.Suspicion is { } suspicion)
        {
            suspicion.Recognizing = null;
        }

        Suspend();
        commands.Recover();
        _context.Do(new ReleaseSession(place.Session));
    }

    /// <summary>A new place: the audio that is still needed is handed out again.</summary>
    public void Restore()
    {
        _askAt = null;
        if (_lostBecause is not { } reason)
        {
            return;
        }

        _lostBecause = null;
        state.Audio.RewindTo(Earliest(Needed()));
        _context.Emit(new SessionRecovered(_context.Now, reason));
    }

    /// <summary>There is no place now.</summary>
    /// <returns>Whether the call goes on asking.</returns>
    public bool Wait(Admission.Refused refusal)
    {
        if (_lostBecause is null || _context.Now - _lostAt > Patience)
        {
            return false;
        }

        _askAt = _context.Now + refusal.RetryAfter;
        return true;
    }

    /// <summary>Whether a place is to be asked for again, on the sample clock.</summary>
    public bool IsTimeToAsk()
    {
        if (_askAt is not { } at || _context.Now < at)
        {
            return false;
        }

        _askAt = null;
        return true;
    }

    /// <summary>The turn that is open, or the one whose reply may still be taken back.</summary>
    private CallPosition Needed()
        => state.Turn?.Onset ?? state.Reply?.Cause?.Onset ?? state.Suspicion?.Onset ?? _observed;

    private CallPosition Earliest(CallPosition needed)
    {
        var start = needed - _context.Settings.Turns.PrefixPadding;
        return start < state.Audio.Oldest ? state.Audio.Oldest : start;
    }

    private void Suspend()
    {
        if (state.Reply is not { } reply)
        {
            return;
        }

        if (!reply.Confirmed)
        {
            production.Drop();
            return;
        }

        ReplyProduction.Rewind(reply);
    }
}
