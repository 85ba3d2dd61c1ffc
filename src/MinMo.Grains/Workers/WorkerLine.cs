using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Grains;
using MinMo.Conversation.Machine;
using MinMo.Grains.Cluster;

namespace MinMo.Grains.Workers;

/// <summary>
/// What a call asks of workers. Nothing here throws: a worker that fails or is gone is an answer too. Steps reach the
/// worker in the order in which they are given.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A source without a timer holds nothing to be disposed of.")]
internal sealed partial class WorkerLine(CallId call, IGrainFactory grains, NodeWatch nodes, ILogger<WorkerLine> logger)
{
    private IWorkerGrain? _worker;
    private string? _name;
    private WorkerOutlook? _outlook;
    private SessionHandle _session;
    private CancellationTokenSource? _left;

    /// <summary>A place was granted: its worker is looked after until the place is released.</summary>
    /// <param name="session">The place.</param>
    /// <param name="closing">What to do when the worker is about to go out of service; never done for a worker of this
    /// silo: the call would go with it.</param>
    public void Enter(SessionHandle session, Action closing)
    {
        Leave(_session);
        _session = session;
        _outlook = nodes.Find(session.Worker);
        if (_outlook is { } outlook)
        {
            _left = new CancellationTokenSource();
            _ = FollowAsync(outlook.Closing, closing, _left.Token);
        }
    }

    public async Task<StepEnded> ExecuteAsync(StartStep start)
    {
        var name = start.Step.Session.Worker;
        var lost = LossOf(name);
        try
        {
            // A silo that died answers nothing, and Orleans waits half a minute for it.
            return new StepEnded(start.Ticket, await Worker(name).ExecuteAsync(start.Step).WaitAsync(lost));
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            return new StepEnded(start.Ticket, new StepFailed(StepFailure.SessionLost, $"The silo of '{name}' is gone."));
        }
        catch (Exception exception)
        {
            LogWorkerFailed(call, name, start.Step.Kind, exception);
            return new StepEnded(
                start.Ticket, new StepFailed(StepFailure.SessionLost, $"The worker '{name}' failed: {exception.Message}"));
        }
    }

    public async Task ReleaseAsync(SessionHandle session)
    {
        bool isLost = LossOf(session.Worker).IsCancellationRequested;
        Leave(session);
        if (isLost)
        {
            return; // should the worker live after all, it takes the place back by itself
        }

        try
        {
            await Worker(session.Worker).ReleaseAsync(session);
        }
        catch (Exception exception)
        {
            LogNotReleased(call, session, exception);
        }
    }

    private CancellationToken LossOf(string worker)
        => _outlook is { } outlook && outlook.Name == worker ? outlook.Lost : CancellationToken.None;

    private static async Task FollowAsync(Task closes, Action closing, CancellationToken left)
    {
        await closes.WaitAsync(left)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (!left.IsCancellationRequested)
        {
            closing();
        }
    }

    private void Leave(SessionHandle session)
    {
        if (_left is { } left && session == _session)
        {
            _left = null;
            left.Cancel();
            left.Dispose();
        }
    }

    private IWorkerGrain Worker(string name)
    {
        if (_worker is null || _name != name)
        {
            _worker = grains.GetGrain<IWorkerGrain>(name);
            _name = name;
        }

        return _worker;
    }
}
