using Microsoft.Extensions.Logging;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Grains;
using MinMo.Conversation.Machine;

namespace MinMo.Grains.Workers;

/// <summary>
/// What a call asks of workers. Nothing here throws: a worker that fails or is gone is an answer too. Steps reach the
/// worker in the order in which they are given.
/// </summary>
internal sealed partial class WorkerLine(CallId call, IGrainFactory grains, ILogger<WorkerLine> logger)
{
    private IWorkerGrain? _worker;
    private string? _name;

    public async Task<StepEnded> ExecuteAsync(StartStep start)
    {
        var name = start.Step.Session.Worker;
        try
        {
            return new StepEnded(start.Ticket, await Worker(name).ExecuteAsync(start.Step));
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
        try
        {
            await Worker(session.Worker).ReleaseAsync(session);
        }
        catch (Exception exception)
        {
            LogNotReleased(call, session, exception);
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
