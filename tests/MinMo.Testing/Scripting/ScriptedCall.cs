using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Conversation.Machine;

namespace MinMo.Testing.Scripting;

/// <summary>
/// A call without Orleans: the turn engine, an engine (a scripted one, or any other) and a caller's ear, all on the sample
/// clock. Steps take the time given in <see cref="Delays"/> and nothing else depends on time.
/// </summary>
public sealed class ScriptedCall
{
    private const int FrameSamples = 320;
    private readonly CallMachine _machine;
    private readonly List<(CallPosition Due, CallEvent Event)> _due = [];
    private readonly ScriptedEar _ear = new();
    private readonly CallSettings _settings;
    private readonly IInferenceEngine _engine;
    private CallPosition _now;

    /// <summary>A call on an engine with a script.</summary>
    public ScriptedCall(EngineScript script, CallSettings? settings = null)
        : this(new ScriptedEngine(script), settings)
    {
    }

    /// <summary>A call on any engine, which is waited for.</summary>
    public ScriptedCall(IInferenceEngine engine, CallSettings? settings = null)
    {
        _engine = engine;
        _settings = settings ?? new CallSettings();
        _machine = new CallMachine(new CallId("call"), _settings, begin: Begin);
        Carry(_machine.Start());
    }

    /// <summary>The caller's local time at the begin of every call.</summary>
    public static DateTimeOffset Begin { get; } = new(2026, 3, 14, 15, 9, 0, TimeSpan.Zero);

    /// <summary>The worker, where it is a scripted one.</summary>
    public ScriptedEngine Engine => (ScriptedEngine)_engine;

    /// <summary>How long steps of a kind take on the sample clock; none by default.</summary>
    public Dictionary<StepKind, TimeSpan> Delays { get; } = [];

    /// <summary>Everything the call said, in order.</summary>
    public List<CallOutput> Outputs { get; } = [];

    /// <summary>All actions, in order: two calls with equal inputs have equal ones.</summary>
    public List<CallAction> Actions { get; } = [];

    /// <summary>Whether the last place was given back.</summary>
    public bool Released { get; private set; }

    /// <summary>The dialogue as the caller knows it.</summary>
    public IReadOnlyList<DialogueEntry> Dialogue => _machine.Dialogue;

    /// <summary>The state of the turn engine.</summary>
    public TurnPhase Phase => _machine.Phase;

    /// <summary>The call's present.</summary>
    public CallPosition Now => _now;

    /// <summary>Samples of agent audio that reached the ear, silence included, at 16 kHz.</summary>
    public IReadOnlyList<short> HeardAudio => _ear.Heard;

    /// <summary>All outputs of a kind.</summary>
    public IReadOnlyList<T> All<T>()
        where T : CallOutput => [.. Outputs.OfType<T>()];

    /// <summary>The only output of a kind.</summary>
    public T One<T>()
        where T : CallOutput => Outputs.OfType<T>().Single();

    /// <summary>The caller's audio, in frames of 20 ms; the ear plays 20 ms with each.</summary>
    public ScriptedCall Play(ScriptedCaller caller)
    {
        foreach (var frame in caller.Frames())
        {
            if (frame.From >= _now)
            {
                _now = new CallPosition(frame.From.Samples + frame.Samples.Length);
                Apply(new InputArrived(frame));
                Tick();
            }
        }

        return this;
    }

    /// <summary>Plays until a time since the begin of the call; the caller falls silent where its audio ends.</summary>
    public ScriptedCall PlayUntil(ScriptedCaller caller, TimeSpan until)
    {
        var samples = caller.ToSamples();
        while (_now < CallPosition.At(until))
        {
            var frame = new short[FrameSamples];
            int known = (int)Math.Clamp(samples.Length - _now.Samples, 0, FrameSamples);
            Array.Copy(samples, Math.Min(_now.Samples, samples.Length), frame, 0, known);
            Hear(frame);
        }

        return this;
    }

    /// <summary>The next 20 ms of the caller's audio; the ear plays 20 ms with it.</summary>
    public ScriptedCall Hear(short[] frame)
    {
        var from = _now;
        _now = new CallPosition(from.Samples + FrameSamples);
        Apply(new InputArrived(new AudioReceived(from, frame)));
        Tick();
        return this;
    }

    /// <summary>Forgets what was noted so far, so that a call of any length needs no more memory.</summary>
    public void Forget()
    {
        Outputs.Clear();
        Actions.Clear();
        _ear.Heard.Clear();
    }

    /// <summary>The worker goes out of service.</summary>
    public ScriptedCall CloseWorker()
    {
        Apply(new PlaceClosing());
        return this;
    }

    /// <summary>The client asks for something.</summary>
    public ScriptedCall Send(CallInput input)
    {
        Apply(new InputArrived(input));
        return this;
    }

    private void Tick()
    {
        foreach (var (_, happened) in _due.Where(entry => entry.Due <= _now).ToArray())
        {
            _due.RemoveAll(entry => ReferenceEquals(entry.Event, happened));
            Apply(happened);
        }

        if (_ear.Play(FrameSamples) is { } report)
        {
            Apply(new InputArrived(report));
        }
    }

    private void Apply(CallEvent happened) => Carry(_machine.Apply(happened));

    private void Carry(IReadOnlyList<CallAction> actions)
    {
        Actions.AddRange(actions);
        foreach (var action in actions)
        {
            Carry(action);
        }
    }

    private void Carry(CallAction action)
    {
        switch (action)
        {
            case StartStep start:
                Execute(start);
                break;
            case EmitOutput { Output: var output }:
                Outputs.Add(output);
                _ear.Take(output);
                break;
            case OpenSession or MoveSession:
                Open();
                break;
            case ReleaseSession { Session: var session }:
                Released = true;
                Wait(_engine.ReleaseAsync(session, CancellationToken.None).AsTask());
                break;
        }
    }

    private void Open()
    {
        var opening = _engine.OpenAsync(new SessionRequest(new CallId("call"), _settings), CancellationToken.None).AsTask();
        Wait(opening);
        var admission = opening.Result;
        Released = false;
        Apply(admission is Admission.Granted granted
            ? new SessionOpened(granted)
            : new SessionRefused((Admission.Refused)admission));
    }

    // A scripted engine answers at once, whatever its order of steps.
    private StepResult Execute(Step step)
    {
        if (_engine is ScriptedEngine scripted)
        {
            return scripted.Execute(step);
        }

        var executing = _engine.ExecuteAsync(step, CancellationToken.None).AsTask();
        Wait(executing);
        return executing.Result;
    }

    private static void Wait(Task task) => task.GetAwaiter().GetResult();

    private void Execute(StartStep start)
    {
        var ended = new StepEnded(start.Ticket, Execute(start.Step));
        if (Delays.TryGetValue(start.Step.Kind, out var delay) && delay > TimeSpan.Zero)
        {
            _due.Add((_now + delay, ended));
        }
        else
        {
            Apply(ended);
        }
    }
}
