using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Grains;
using Orleans.Concurrency;
using Orleans.Placement;

namespace MinMo.Grains.Workers;

/// <summary>The door to an engine of this silo. Calls interleave: they wait in the engine's queue, never here.</summary>
[Reentrant, PreferLocalPlacement]
internal sealed class WorkerGrain(IWorkerDirectory directory) : Grain, IWorkerGrain
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private string Name => this.GetPrimaryKeyString();

    private string Gone => $"This silo has no worker '{Name}' (any more).";

    public Task<EngineDescription> DescribeAsync(CancellationToken cancellationToken)
        => directory.TryFind(Name, out var engine)
            ? Task.FromResult(engine.Description)
            : throw new InvalidOperationException(Gone);

    public Task<Admission> OpenAsync(SessionRequest request, CancellationToken cancellationToken)
        => directory.TryFind(Name, out var engine)
            ? engine.OpenAsync(request, cancellationToken).AsTask()
            : Task.FromResult<Admission>(new Admission.Refused(RefusalReason.Draining, RetryAfter, Gone));

    public Task<StepResult> ExecuteAsync(Step step, CancellationToken cancellationToken)
        => directory.TryFind(Name, out var engine)
            ? engine.ExecuteAsync(step, cancellationToken).AsTask()
            : Task.FromResult<StepResult>(new StepFailed(StepFailure.SessionLost, Gone));

    public Task ReleaseAsync(SessionHandle session, CancellationToken cancellationToken)
        => directory.TryFind(Name, out var engine)
            ? engine.ReleaseAsync(session, cancellationToken).AsTask()
            : Task.CompletedTask;
}
