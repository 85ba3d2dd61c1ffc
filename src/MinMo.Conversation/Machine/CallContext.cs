using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;

namespace MinMo.Conversation.Machine;

/// <summary>The sample clock, the call's place on a worker, and what has been asked for but not answered.</summary>
internal sealed class CallContext(CallId call, CallSettings settings, DateTimeOffset begin)
{
    private readonly Dictionary<StepTicket, Action<StepResult>?> _pending = [];
    private List<CallAction> _actions = [];
    private long _tickets;
    private int _names;

    public CallId Call { get; } = call;

    public CallSettings Settings { get; set; } = settings;

    /// <summary>The place on a worker; null until it is found and while it is lost.</summary>
    public Admission.Granted? Place { get; set; }

    /// <summary>End of the audio received: the call's present.</summary>
    public CallPosition Now { get; set; }

    /// <summary>The caller's local time, on the sample clock.</summary>
    public DateTimeOffset LocalTime => begin + (Now - CallPosition.Zero);

    /// <summary>Steps handed over and not answered, those included whose answer no longer matters.</summary>
    public int Outstanding => _pending.Count;

    public EngineDescription Engine => Place?.Engine ?? throw new InvalidOperationException("The call has no place.");

    public void Do(CallAction action) => _actions.Add(action);

    public void Emit(CallOutput output) => _actions.Add(new EmitOutput(output));

    /// <summary>Hands a step over.</summary>
    /// <param name="step">The step.</param>
    /// <param name="then">What to do with its result; failures never reach it.</param>
    public StepTicket Run(Step step, Action<StepResult>? then)
    {
        var ticket = new StepTicket(++_tickets);
        _pending.Add(ticket, then);
        _actions.Add(new StartStep(ticket, step));
        return ticket;
    }

    /// <summary>Takes the answer to a step off the books.</summary>
    /// <returns>What was to be done with it; null when it no longer matters or is unknown.</returns>
    public Action<StepResult>? Settle(StepTicket ticket)
        => _pending.Remove(ticket, out var then) ? then : null;

    /// <summary>The answer to this step no longer matters.</summary>
    public void Forget(StepTicket? ticket)
    {
        if (ticket is { } known && _pending.ContainsKey(known))
        {
            _pending[known] = null;
        }
    }

    /// <summary>No answer of any step under way matters any more: their session is gone.</summary>
    public void ForgetAll()
    {
        foreach (var ticket in _pending.Keys.ToArray())
        {
            _pending[ticket] = null;
        }
    }

    public ItemId NextItem() => new($"item_{Call.Value}_{++_names}");

    public ReplyId NextReply() => new($"resp_{Call.Value}_{++_names}");

    /// <summary>The actions since the last call, in order.</summary>
    public IReadOnlyList<CallAction> TakeActions()
    {
        if (_actions.Count == 0)
        {
            return [];
        }

        var taken = _actions;
        _actions = [];
        return taken;
    }
}
