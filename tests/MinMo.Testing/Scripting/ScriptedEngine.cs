using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;

namespace MinMo.Testing.Scripting;

/// <summary>
/// An engine without models: a tick's speech probability is its mean absolute sample over
/// <see cref="ScriptedCaller.FullSpeech"/>, words and replies come from the script, and the voice is
/// <see cref="ScriptedVoice"/>. It keeps the whole contract (lanes, positions, stale handles, capacity), answers at
/// once unless held by a <see cref="StepGate"/>, and fails where it is told to.
/// </summary>
/// <remarks>
/// Pure tests drive it by <see cref="Open"/>, <see cref="Execute"/> and <see cref="Release"/>, which never wait.
/// </remarks>
public sealed class ScriptedEngine(EngineScript script) : IInferenceEngine
{
    // Guards everything below.
    private readonly Lock _lock = new();
    private readonly Dictionary<SessionHandle, ScriptedSession> _sessions = [];
    private readonly Dictionary<CallId, ScriptedHearing> _hearing = [];
    private readonly Dictionary<StepKind, StepGate> _gates = [];
    private readonly Dictionary<(SessionHandle Session, bool Voice), Task> _order = [];
    private readonly Queue<Func<Step, StepFailed?>> _failures = [];
    private readonly List<Step> _steps = [];
    private readonly List<(Func<bool> Holds, TaskCompletionSource Reached)> _waits = [];
    private uint _generation;
    private int _lanes;

    /// <summary>An engine with the default script.</summary>
    public ScriptedEngine()
        : this(new EngineScript())
    {
    }

    /// <inheritdoc />
    public EngineDescription Description => script.Description;

    /// <summary>When set, every request for a place is refused with this reason.</summary>
    public RefusalReason? Refusing { get; set; }

    /// <summary>Number of places taken.</summary>
    public int OpenSessions
    {
        get
        {
            lock (_lock)
            {
                return _sessions.Count;
            }
        }
    }

    /// <summary>All steps executed so far, in order, failed ones included.</summary>
    public IReadOnlyList<Step> Steps
    {
        get
        {
            lock (_lock)
            {
                return [.. _steps];
            }
        }
    }

    /// <summary>Reserves a place or refuses; never waits.</summary>
    public Admission Open(SessionRequest request)
    {
        lock (_lock)
        {
            if ((Refusing ?? WhenFull()) is { } reason)
            {
                return new Admission.Refused(reason, TimeSpan.FromSeconds(1), $"The scripted engine says: {reason}.");
            }

            var slot = Enumerable.Range(0, int.MaxValue).First(free => _sessions.Keys.All(taken => taken.Slot != free));
            var handle = new SessionHandle(script.Worker, slot, ++_generation);
            var lane = NewLane();
            _hearing.TryAdd(request.Call, new ScriptedHearing(script));
            _sessions.Add(handle, new ScriptedSession(script, request.Call, _hearing[request.Call], lane));
            Notify();
            return new Admission.Granted(handle, lane, Description);
        }
    }

    /// <summary>Executes a step; never waits and passes every gate.</summary>
    public StepResult Execute(Step step)
    {
        lock (_lock)
        {
            _steps.Add(step);
            var result = ExecuteOrFail(step);
            if (result is StepFailed { Failure: StepFailure.Faulted or StepFailure.SessionLost })
            {
                _sessions.Remove(step.Session);
            }

            Notify();
            return result;
        }
    }

    /// <summary>Gives a place back; a stale handle is ignored.</summary>
    public void Release(SessionHandle session)
    {
        lock (_lock)
        {
            _sessions.Remove(session);
            Notify();
        }
    }

    /// <summary>Holds all steps of a kind that come from now on (and steps of the same lane behind them).</summary>
    /// <returns>Open it, and they go on.</returns>
    public StepGate Hold(StepKind kind)
    {
        lock (_lock)
        {
            return _gates[kind] = new StepGate();
        }
    }

    /// <summary>The next step of a kind fails. After a fault its session is lost.</summary>
    public void FailNext(StepKind kind, StepFailure failure = StepFailure.Faulted)
        => FailWhen(step => step.Kind == kind ? new StepFailed(failure, "The script says so.") : null);

    /// <summary>The next step of a kind of one call throws, as only a broken engine does.</summary>
    public void ThrowNext(StepKind kind, CallId call) => FailWhen(step => step.Kind == kind
        && _sessions.TryGetValue(step.Session, out var session) && session.Call == call
            ? throw new InvalidOperationException("The script says so.")
            : null);

    /// <summary>All handles become stale, as after a restart of the worker.</summary>
    public void LoseSessions()
    {
        lock (_lock)
        {
            _sessions.Clear();
            Notify();
        }
    }

    /// <summary>The dialogue lane of a call, for example <c>&lt;User&gt;hello&lt;/&gt;&lt;Assistant&gt;hi</c>.</summary>
    public string LaneOf(CallId call)
    {
        lock (_lock)
        {
            return _sessions.Values.Single(session => session.Call == call).Dialogue.ToString();
        }
    }

    /// <summary>Tokens in all lanes of a call.</summary>
    public int LaneTokensOf(CallId call)
    {
        lock (_lock)
        {
            return _sessions.Values.Single(session => session.Call == call).LaneTokens;
        }
    }

    /// <summary>Ends when the number of places taken is as given.</summary>
    public Task WhenOpenSessionsAre(int count) => When(() => _sessions.Count == count);

    /// <summary>Ends when so many steps of a kind have been executed since the begin.</summary>
    public Task WhenExecuted(StepKind kind, int count = 1) => When(() => _steps.Count(step => step.Kind == kind) >= count);

    /// <inheritdoc />
    public ValueTask<Admission> OpenAsync(SessionRequest request, CancellationToken cancellationToken)
        => ValueTask.FromResult(Open(request));

    /// <inheritdoc />
    public ValueTask<StepResult> ExecuteAsync(Step step, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var gate = _gates.TryGetValue(step.Kind, out var held) ? held.PassAsync(cancellationToken) : Task.CompletedTask;
            if (step.Kind is StepKind.Listen or StepKind.Recognize or StepKind.Assess or StepKind.Confirm)
            {
                return new ValueTask<StepResult>(ExecuteBehindAsync(Task.CompletedTask, gate, step));
            }

            // Steps of the lanes and steps of the voice of one session each keep their order.
            var key = (step.Session, step.Kind is StepKind.Speak or StepKind.Render or StepKind.Hush);
            var before = _order.GetValueOrDefault(key, Task.CompletedTask);
            var ended = ExecuteBehindAsync(before, gate, step);
            _order[key] = ended;
            return new ValueTask<StepResult>(ended);
        }
    }

    /// <inheritdoc />
    public ValueTask ReleaseAsync(SessionHandle session, CancellationToken cancellationToken)
    {
        Release(session);
        return ValueTask.CompletedTask;
    }

    private async Task<StepResult> ExecuteBehindAsync(Task before, Task gate, Step step)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await gate;
        return Execute(step);
    }

    private StepResult ExecuteOrFail(Step step)
    {
        for (var count = _failures.Count; count > 0; count--)
        {
            var failure = _failures.Dequeue();
            if (failure(step) is { } failed)
            {
                return failed;
            }

            _failures.Enqueue(failure);
        }

        return _sessions.TryGetValue(step.Session, out var session)
            ? session.Execute(step, NewLane)
            : new StepFailed(StepFailure.SessionLost, $"There is no session {step.Session}.");
    }

    private RefusalReason? WhenFull() => _sessions.Count >= Description.SessionCapacity ? RefusalReason.Full : null;

    private LaneHandle NewLane() => new(_lanes++, 1);

    private void FailWhen(Func<Step, StepFailed?> failure)
    {
        lock (_lock)
        {
            _failures.Enqueue(failure);
        }
    }

    private Task When(Func<bool> holds)
    {
        lock (_lock)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waits.Add((holds, reached));
            Notify();
            return reached.Task;
        }
    }

    private void Notify() => _waits.RemoveAll(wait => wait.Holds() && wait.Reached.TrySetResult());
}
