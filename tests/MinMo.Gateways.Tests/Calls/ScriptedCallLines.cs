using System.Threading.Channels;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Conversation.Machine;
using MinMo.Gateways.Calls;

namespace MinMo.Gateways.Tests.Calls;

/// <summary>Calls that run the real turn engine on a scripted inference engine, without a cluster in between.</summary>
internal sealed class ScriptedCallLines(IInferenceEngine engine) : ICallLines
{
    /// <summary>All lines opened so far.</summary>
    public List<ScriptedCallLine> Lines { get; } = [];

    /// <summary>Settings of the last call opened.</summary>
    public CallSettings? LastSettings { get; private set; }

    public async Task<CallOpening> OpenAsync(CallId call, CallSettings settings, CancellationToken cancellationToken)
    {
        LastSettings = settings;
        var admission = await engine.OpenAsync(new SessionRequest(call, settings), cancellationToken);
        if (admission is Admission.Refused refused)
        {
            return new CallOpening.Refused(refused);
        }

        var line = new ScriptedCallLine(engine, new CallMachine(call, settings), (Admission.Granted)admission);
        Lines.Add(line);
        return new CallOpening.Opened(line, engine.Description);
    }
}

/// <summary>One call; events of the turn engine are applied one at a time.</summary>
internal sealed class ScriptedCallLine : ICallLine
{
    private readonly IInferenceEngine _engine;
    private readonly CallMachine _machine;
    private readonly Admission.Granted _place;
    private readonly SemaphoreSlim _one = new(1);
    private readonly Channel<CallOutput> _outputs = Channel.CreateBounded<CallOutput>(100_000);

    public ScriptedCallLine(IInferenceEngine engine, CallMachine machine, Admission.Granted place)
    {
        _engine = engine;
        _machine = machine;
        _place = place;
        Carry(machine.Start());
    }

    public ChannelReader<CallOutput> Outputs => _outputs.Reader;

    /// <summary>What the gateway said, in order.</summary>
    public List<CallInput> Inputs { get; } = [];

    public bool HungUp { get; private set; }

    public IReadOnlyList<DialogueEntry> Dialogue => _machine.Dialogue;

    public async Task SendAsync(CallInput input)
    {
        await _one.WaitAsync();
        try
        {
            Inputs.Add(input);
            Carry(_machine.Apply(new InputArrived(input)));
        }
        finally
        {
            _one.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        HungUp = true;
        _outputs.Writer.TryComplete();
        return _engine.ReleaseAsync(_place.Session, CancellationToken.None);
    }

    private void Carry(IReadOnlyList<CallAction> actions)
    {
        var waiting = new Queue<CallAction>(actions);
        while (waiting.TryDequeue(out var action))
        {
            foreach (var next in Carry(action))
            {
                waiting.Enqueue(next);
            }
        }
    }

    private IReadOnlyList<CallAction> Carry(CallAction action)
    {
        switch (action)
        {
            case OpenSession:
                return _machine.Apply(new SessionOpened(_place));
            case EmitOutput { Output: var output }:
                Assert.True(_outputs.Writer.TryWrite(output), "the test holds too many outputs");
                return [];
            case StartStep { Ticket: var ticket, Step: var step }:
                var result = _engine.ExecuteAsync(step, CancellationToken.None);
                if (result.IsCompleted)
                {
                    return _machine.Apply(new StepEnded(ticket, result.GetAwaiter().GetResult()));
                }

                _ = CarryLaterAsync(ticket, result);
                return [];
            default:
                return [];
        }
    }

    private async Task CarryLaterAsync(StepTicket ticket, ValueTask<StepResult> pending)
    {
        var result = await pending;
        await _one.WaitAsync();
        try
        {
            Carry(_machine.Apply(new StepEnded(ticket, result)));
        }
        finally
        {
            _one.Release();
        }
    }
}
