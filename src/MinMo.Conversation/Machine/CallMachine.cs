using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Conversation.BargeIn;
using MinMo.Conversation.Commands;
using MinMo.Conversation.Listening;
using MinMo.Conversation.Replying;

namespace MinMo.Conversation.Machine;

/// <summary>
/// The turn engine of one call: events in, actions out. It has no clock, no random source and no threads: from the
/// same events the same actions come out, so that every decision can be replayed and explained. Time is the sample
/// clock of the received audio.
/// </summary>
public sealed class CallMachine
{
    private readonly CallState _state;
    private readonly CallContext _context;
    private readonly ReplyProduction _production;
    private readonly EndOfTurn _endOfTurn;
    private readonly BargeInWatch _bargeIn;
    private readonly ClientCommands _commands;
    private readonly Recovery _recovery;
    private readonly CallerListening _listening;
    private long _inputs;
    private long _settled;

    /// <summary>A call that has not begun.</summary>
    /// <param name="call">Its name.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="dialogue">What was said before, when the call goes on after its grain was moved.</param>
    /// <param name="begin">The caller's local time at the begin, for replies that ask the clock or the calendar.</param>
    public CallMachine(
        CallId call, CallSettings settings, IReadOnlyList<DialogueEntry>? dialogue = null, DateTimeOffset begin = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _context = new CallContext(call, settings, begin);
        _state = new CallState(_context);
        _production = new ReplyProduction(_state);
        _endOfTurn = new EndOfTurn(_state, _production);
        _bargeIn = new BargeInWatch(_state, _production, _endOfTurn);
        _commands = new ClientCommands(_state, _production, _endOfTurn);
        _recovery = new Recovery(_state, _production, _commands);
        _listening = new CallerListening(_state, Observe);
        _production.LaneReplaced += _listening.Advance;
        foreach (var entry in dialogue ?? [])
        {
            _state.Dialogue.Add(entry);
        }
    }

    /// <summary>The dialogue as the caller knows it.</summary>
    public IReadOnlyList<DialogueEntry> Dialogue => _state.Dialogue.Entries;

    /// <summary>The state of the turn engine.</summary>
    public TurnPhase Phase => _state.Phase;

    /// <summary>Begins the call: asks for a place.</summary>
    public IReadOnlyList<CallAction> Start()
    {
        _context.Do(new OpenSession(null));
        return _context.TakeActions();
    }

    /// <summary>Takes in what happened and says what is to be done.</summary>
    public IReadOnlyList<CallAction> Apply(CallEvent happened)
    {
        if (!_state.Ended)
        {
            Dispatch(happened);
        }

        Settle();
        return _context.TakeActions();
    }

    private void Dispatch(CallEvent happened)
    {
        switch (happened)
        {
            case InputArrived { Input: var input }:
                _inputs++;
                Take(input);
                break;
            case StepEnded { Ticket: var ticket, Result: var result }:
                Take(ticket, result);
                break;
            case SessionOpened { Place: var place }:
                Open(place);
                break;
            case PlaceClosing:
                _recovery.Close();
                break;
            case SessionRefused { Refusal: var refusal }:
                Refused(refusal);
                break;
        }

        _commands.Serve();
        _recovery.MoveAtBoundary();
    }

    private void Take(CallInput input)
    {
        switch (input)
        {
            case AudioReceived audio:
                _state.Audio.Receive(audio.From, audio.Samples);
                if (_context.Settings.CancelEcho)
                {
                    _state.Audio.Guard();
                }

                _context.Now = _state.Audio.End;
                _listening.Advance();
                AskAgain();
                break;
            case PlayoutReported report when _state.ConfirmedReply is { } reply && reply.Id == report.Reply:
                _production.Report(reply, report);
                break;
            case SettingsChanged { Settings: var settings }:
                Change(settings);
                break;
            case HungUp:
                End("hung up");
                break;
            default:
                _commands.Carry(input);
                break;
        }
    }

    private void Take(StepTicket ticket, StepResult result)
    {
        var then = _context.Settle(ticket);
        if (then is null)
        {
            return;
        }

        if (result is StepFailed failed)
        {
            _recovery.Lose(failed.Explanation);
            _listening.Forget();
            return;
        }

        then(result);
    }

    private void Open(Admission.Granted place)
    {
        if (_recovery.Leave())
        {
            _listening.Forget();
        }

        _context.Place = place;
        _state.Lane.Open(place.Lane);
        _recovery.Restore();
        AppendInstructions(place);
        _listening.Advance();
        if (_state.Reply is { } reply)
        {
            _production.Advance(reply);
        }
    }

    private void Refused(Admission.Refused refusal)
    {
        if (!_recovery.Stay(refusal) && !_recovery.Wait(refusal))
        {
            End(refusal.Explanation);
        }
    }

    private void AskAgain()
    {
        if (_recovery.IsTimeToAsk())
        {
            _context.Do(new OpenSession(null));
        }
    }

    private void AppendInstructions(Admission.Granted place)
    {
        string instructions = _context.Settings.Instructions;
        if (instructions.Length == 0 || _state.Lane.Swapping)
        {
            return;
        }

        _state.Lane.Busy = true;
        var step = new AppendStep(
            place.Session, TimeSpan.FromSeconds(1), Speculative: false, _state.Lane.Handle, default,
            [PromptSegment.Whole(DialogueRole.System, instructions)]);
        _context.Run(step, result =>
        {
            _state.Lane.InstructionsAppended(((AppendResult)result).End);
            if (_state.Reply is { } reply)
            {
                _production.Advance(reply);
            }
        });
    }

    private void Observe(TickObservation observed)
    {
        if (!_recovery.IsNew(observed.End))
        {
            return;
        }

        // What was heard lies as far back as listening looks ahead.
        var tick = observed with { End = observed.End - _context.Engine.LookAhead };
        if (tick.Evidence is { } judged)
        {
            _state.Evidence.Observe(judged, _context.Settings.Turns.EvidenceTicks);
        }

        _state.Detector.Observe(tick, _context.Settings.Turns);
        _bargeIn.Follow(tick);
        if (_state.ConfirmedReply is { } reply)
        {
            _bargeIn.Observe(reply, tick);
        }
        else
        {
            _bargeIn.Close();
            if (_context.Settings.Turns.DetectTurns)
            {
                _endOfTurn.Observe(observed.End);
            }
        }

        _commands.Listened(observed.End);
        var evidence = tick.Evidence ?? CascadeEvidence.Of(_state.Phase, tick.Speech, Waited(tick.End));
        _context.Emit(new DuplexObserved(observed.End, _state.Phase, tick.Speech, evidence));
    }

    private float Waited(CallPosition at)
        => _state.Turn?.Wait is { } wait && wait > TimeSpan.Zero
            ? (float)Math.Clamp((at - _state.Detector.LastSpeech) / wait, 0, 1)
            : 0;

    private void Change(CallSettings settings)
    {
        bool reworded = settings.Instructions != _context.Settings.Instructions;
        _context.Settings = settings with
        {
            Bundle = _context.Settings.Bundle,
            Tenant = _context.Settings.Tenant,
            LockStep = _context.Settings.LockStep,
        };
        if (!reworded)
        {
            return;
        }

        _state.Lane.Reset();
        if (_state.Reply is { } reply)
        {
            reply.LaneStale = true;
        }
        else if (_context.Place is { } place)
        {
            AppendInstructions(place);
        }
    }

    private void End(string reason)
    {
        _bargeIn.Close();
        if (_state.ConfirmedReply is { } reply)
        {
            _production.Cut(reply, ReplyOutcome.Abandoned);
        }

        _state.Reply = null;
        _state.Turn = null;
        _state.Ended = true;
        if (_context.Place is { } place)
        {
            _context.Do(new ReleaseSession(place.Session));
        }

        _context.Emit(new CallEnded(_context.Now, reason));
        _context.Do(new EndCall(reason));
    }

    private void Settle()
    {
        if (_context.Settings.LockStep && !_state.Ended && _settled < _inputs && _context.Outstanding == 0
            && _context.Place is not null)
        {
            _settled = _inputs;
            _context.Emit(new InputSettled(_context.Now, _inputs));
        }
    }
}
