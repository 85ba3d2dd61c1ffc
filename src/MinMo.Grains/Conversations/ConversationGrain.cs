using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Grains;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Conversation.Machine;
using MinMo.Grains.Workers;
using Orleans.Concurrency;

namespace MinMo.Grains.Conversations;

/// <summary>
/// The shell of one call: feeds what happens to the <see cref="CallMachine"/> and carries out what it wants, in order
/// and without waiting. It decides nothing. What goes wrong here ends this call and no other.
/// </summary>
[Reentrant]
internal sealed class ConversationGrain : Grain, IConversationGrain
{
    /// <summary>Name of the storage of dialogues.</summary>
    public const string Storage = "conversations";

    private static readonly TimeSpan ForgetWithin = TimeSpan.FromSeconds(2);

    private readonly ConversationParts _parts;
    private readonly CallId _call;
    private readonly CallJournal _journal;
    private readonly DialogueStore _store;
    private readonly WorkerLine _workers;
    private CallSettings _settings = new();
    private CallMachine? _machine;
    private GatewayLine? _gateway;
    private IGrainTimer? _watch;
    private SessionHandle? _place;
    private CallPosition _heard;
    private long _lastInput;
    private string? _endReason;
    private Task<Admission>? _starting;
    private Task<Admission>? _opening;
    private Task? _ending;
    private Task _forgetting = Task.CompletedTask;

    public ConversationGrain(
        [PersistentState("conversation", Storage)] IPersistentState<ConversationRecord> state, ConversationParts parts)
    {
        _parts = parts;
        _call = new CallId(this.GetPrimaryKeyString());
        _journal = parts.JournalOf(_call);
        _store = parts.StoreOf(_call, state);
        _workers = parts.WorkersOf(_call, GrainFactory);
    }

    private bool IsLive => _machine is not null && _ending is null;

    public Task<Admission> StartAsync(CallSettings settings, CancellationToken cancellationToken)
        => _starting ??= BeginAsync(settings);

    public Task EndAsync(string reason, CancellationToken cancellationToken)
    {
        if (IsLive)
        {
            _endReason = reason;
            Happen(new InputArrived(new HungUp()));
        }

        return _ending ?? Task.CompletedTask;
    }

    public Task<DialogueEntry[]> GetDialogueAsync(CancellationToken cancellationToken)
        => Task.FromResult(_machine is { } machine ? [.. machine.Dialogue] : _store.Dialogue);

    /// <summary>The grain is moved or its silo stops while the call lasts: a later start goes on from the dialogue, and the
    /// gateway is told that it is time for one.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (!IsLive)
        {
            await ForgottenAsync(cancellationToken);
            return;
        }

        _journal.Suspended(reason);
        _ending = Task.CompletedTask;
        _watch?.Dispose();
        if (_place is { } place)
        {
            await ReleaseAsync(place);
        }

        await _store.FlushAsync();
        _gateway!.TryPublish(new CallSuspended(_heard));
        await _gateway.CompleteAsync();
    }

    private async Task<Admission> BeginAsync(CallSettings settings)
    {
        _settings = settings;
        _journal.Tenant = settings.Tenant;
        _machine = new CallMachine(_call, settings, _store.Dialogue, _parts.Time.GetLocalNow());
        _gateway = _parts.GatewayOf(_call, this.GetStreamProvider(CallStreams.Provider));
        CarryOut(_machine.Start());
        var admission = await _opening!;
        switch (admission)
        {
            case Admission.Refused refused:
                _journal.Refused(refused);
                break;
            case Admission.Granted granted when IsLive:
                _journal.Started(granted);
                await ListenAsync();
                break;
        }

        return admission;
    }

    private async Task ListenAsync()
    {
        _lastInput = _parts.Time.GetTimestamp();
        try
        {
            await _gateway!.ListenAsync(Take);
            if (!IsLive)
            {
                await _gateway.StopListeningAsync();
                return;
            }

            var limit = _parts.Options.EndWithoutInputAfter;
            _watch = this.RegisterGrainTimer(
                WatchInputAsync, new GrainTimerCreationOptions(limit, limit / 4) { Interleave = true });
        }
        catch
        {
            Break("the call's input could not be subscribed to");
            throw;
        }
    }

    private void Take(CallInput input)
    {
        _lastInput = _parts.Time.GetTimestamp();
        Happen(new InputArrived(input));
    }

    private Task WatchInputAsync(CancellationToken cancellationToken)
    {
        var limit = _parts.Options.EndWithoutInputAfter;
        return _parts.Time.GetElapsedTime(_lastInput) < limit
            ? Task.CompletedTask
            : EndAsync($"the gateway has sent nothing for {limit.TotalSeconds:0.###} s", cancellationToken);
    }

    /// <summary>The border of the call: an error of ours ends it here.</summary>
    private void Happen(CallEvent happened)
    {
        if (!IsLive)
        {
            return;
        }

        try
        {
            Note(happened);
            CarryOut(_machine!.Apply(happened));
        }
        catch (Exception exception)
        {
            _journal.Failed(happened.GetType().Name, exception);
            Break("internal error");
        }
    }

    private void Note(CallEvent happened)
    {
        switch (happened)
        {
            case InputArrived { Input: AudioReceived audio }:
                _heard = new CallPosition(audio.From.Samples + audio.Samples.Length);
                break;
            case InputArrived { Input: SettingsChanged { Settings: var settings } }:
                _settings = settings with { Bundle = _settings.Bundle, Tenant = _settings.Tenant };
                break;
        }
    }

    private void CarryOut(IReadOnlyList<CallAction> actions)
    {
        foreach (var action in actions)
        {
            switch (action)
            {
                case StartStep start:
                    _ = ExecuteAsync(start);
                    break;
                case EmitOutput { Output: var output }:
                    Publish(output);
                    break;
                case SaveDialogue { Dialogue: var dialogue }:
                    _store.Keep(dialogue);
                    break;
                case OpenSession { Lost: var lost }:
                    _opening = OpenAsync(lost);
                    break;
                case MoveSession { From: var from }:
                    _ = OpenAsync(from);
                    break;
                case ReleaseSession { Session: var session }:
                    _ = ReleaseAsync(session);
                    break;
                case EndCall { Reason: var reason }:
                    _ending ??= FinishAsync(_endReason ?? reason);
                    break;
            }
        }
    }

    private void Publish(CallOutput output)
    {
        if (output is CallEnded ended && _endReason is { } reason)
        {
            // The machine knows no other end from outside than hanging up.
            output = ended with { Reason = reason };
        }

        _journal.Emitted(output);
        if (!_gateway!.TryPublish(output) && IsLive)
        {
            _journal.NotTaken();
            Break("the gateway does not take what it is sent");
        }
    }

    private async Task ExecuteAsync(StartStep start) => Happen(await _workers.ExecuteAsync(start));

    private async Task<Admission> OpenAsync(SessionHandle? lost)
    {
        var admission = await _parts.Places.FindAsync(new SessionRequest(_call, _settings), lost);
        switch (admission)
        {
            case Admission.Granted granted when IsLive:
                _place = granted.Session;
                _settings = _settings with { Bundle = granted.Engine.Bundle };
                _workers.Enter(granted.Session, () => Happen(new PlaceClosing()));
                Happen(new SessionOpened(granted));
                break;
            case Admission.Granted late:
                await ReleaseAsync(late.Session);
                break;
            case Admission.Refused refused:
                Happen(new SessionRefused(refused));
                break;
        }

        return admission;
    }

    private Task ReleaseAsync(SessionHandle session)
    {
        if (_place == session)
        {
            _place = null;
        }

        return _workers.ReleaseAsync(session);
    }

    /// <summary>Ends the call without the machine, whose state may be wrong.</summary>
    private void Break(string reason)
    {
        if (_place is { } place)
        {
            _ = ReleaseAsync(place);
        }

        _gateway!.TryPublish(new CallEnded(_heard, reason));
        _ending ??= FinishAsync(reason);
    }

    private async Task FinishAsync(string reason)
    {
        _watch?.Dispose();
        _journal.Ended(reason);
        await _gateway!.CompleteAsync();
        await _gateway.StopListeningAsync();
        _forgetting = ForgetAsync();
    }

    /// <summary>The next call of the name must not find this one's dialogue, if the storage answers in time.</summary>
    private async Task ForgottenAsync(CancellationToken cancellationToken)
    {
        await (_ending ?? Task.CompletedTask);
        await _forgetting.WaitAsync(ForgetWithin, _parts.Time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    /// <summary>Not part of ending: a storage that hangs must not hold up who ends the call.</summary>
    private async Task ForgetAsync()
    {
        await _store.ClearAsync();
        DeactivateOnIdle();
    }
}
