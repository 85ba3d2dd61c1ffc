using MinMo.Abstractions.Engine;
using MinMo.Inference.Device;

namespace MinMo.Inference.Calibration;

/// <summary>
/// Lets several rehearsals take every step together. A step waits until each rehearsal that has not ended has one to take;
/// then all of them are queued while the devices are held, so that they are planned together. Without it a fast device, or
/// a machine on which the rehearsals hardly get to run, would execute them one by one: nothing would be learned of what
/// rows of a batch share.
/// </summary>
/// <param name="engine">Executes the steps.</param>
/// <param name="devices">Those of the engine.</param>
/// <param name="rehearsals">How many there are; each one must <see cref="Join"/>, and <see cref="Leave"/> when it ends.</param>
internal sealed class RehearsalGate(IInferenceEngine engine, DeviceSet devices, int rehearsals)
{
    private readonly IInferenceEngine _engine = engine;

    // Guards everything below.
    private readonly Lock _lock = new();
    private readonly List<Waiting> _waiting = [];
    private readonly HashSet<Rehearsing> _ready = [];
    private int _present = rehearsals;

    /// <summary>The engine as one rehearsal sees it.</summary>
    public IInferenceEngine Join() => new Rehearsing(this);

    /// <summary>A rehearsal has ended, with or without success: nobody waits for its steps any more.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _present--;
            PassIfComplete();
        }
    }

    private Task<Task<StepResult>> Arrive(Rehearsing rehearsal, Step step, CancellationToken cancellationToken)
    {
        var begun = new TaskCompletionSource<Task<StepResult>>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Add(new Waiting(step, begun, cancellationToken));
            _ready.Add(rehearsal);
            PassIfComplete();
        }

        return begun.Task;
    }

    private void PassIfComplete()
    {
        if (_waiting.Count == 0 || _ready.Count < _present)
        {
            return;
        }

        devices.Hold();
        try
        {
            // An engine queues a step before its first await.
            _waiting.ForEach(waiting => waiting.Begun.SetResult(
                _engine.ExecuteAsync(waiting.Step, waiting.CancellationToken).AsTask()));
        }
        finally
        {
            devices.Resume();
        }

        _waiting.Clear();
        _ready.Clear();
    }

    private readonly record struct Waiting(
        Step Step, TaskCompletionSource<Task<StepResult>> Begun, CancellationToken CancellationToken);

    private sealed class Rehearsing(RehearsalGate gate) : IInferenceEngine
    {
        public EngineDescription Description => gate._engine.Description;

        public ValueTask<Admission> OpenAsync(SessionRequest request, CancellationToken cancellationToken)
            => gate._engine.OpenAsync(request, cancellationToken);

        public async ValueTask<StepResult> ExecuteAsync(Step step, CancellationToken cancellationToken)
        {
            var begun = await gate.Arrive(this, step, cancellationToken).ConfigureAwait(false);
            return await begun.ConfigureAwait(false);
        }

        public ValueTask ReleaseAsync(SessionHandle session, CancellationToken cancellationToken)
            => gate._engine.ReleaseAsync(session, cancellationToken);
    }
}
