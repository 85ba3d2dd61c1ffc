using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Grains;
using MinMo.Grains.Cluster;
using Orleans.Concurrency;
using Orleans.Placement;

namespace MinMo.Grains.Workers;

/// <summary>The door to an engine of this silo. Calls interleave: they wait in the engine's queue, never here.</summary>
[Reentrant, PreferLocalPlacement, PinnedToSilo]
internal sealed class WorkerGrain(WorkerDirectory directory) : Grain, IWorkerGrain
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private string Name => this.GetPrimaryKeyString();

    private string Gone => $"This silo has no worker '{Name}' (any more).";

    public Task<EngineDescription> DescribeAsync(CancellationToken cancellationToken)
        => directory.TryFind(Name, out var engine)
            ? Task.FromResult(engine.Description)
            : throw new InvalidOperationException(Gone);

    public Task<Admission> OpenAsync(SessionRequest request, CancellationToken cancellationToken)
        => directory.Find(Name)?.OpenAsync(request, cancellationToken)
            ?? Task.FromResult<Admission>(new Admission.Refused(RefusalReason.Draining, RetryAfter, Gone));

    public Task<StepResult> ExecuteAsync(Step step, CancellationToken cancellationToken)
        => directory.Find(Name)?.ExecuteAsync(step, cancellationToken).AsTask()
            ?? Task.FromResult<StepResult>(new StepFailed(StepFailure.SessionLost, Gone));

    public Task ReleaseAsync(SessionHandle session, CancellationToken cancellationToken)
        => directory.Find(Name)?.ReleaseAsync(session, cancellationToken).AsTask() ?? Task.CompletedTask;
}
