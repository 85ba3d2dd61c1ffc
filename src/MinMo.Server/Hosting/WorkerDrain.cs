using MinMo.Grains.Workers;

namespace MinMo.Server.Hosting;

/// <summary>
/// Before the silo of a node stops, the calls that other nodes have on its workers leave them, each between two of its
/// turns; those that have not left in time are moved by the loss of their worker.
/// </summary>
internal sealed partial class WorkerDrain(
    NodeOptions node, WorkerDirectory directory, TimeProvider time, ILogger<WorkerDrain> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        string[] workers = [.. directory.Workers.Select(static worker => worker.Name)];
        var closed = Task.WhenAll(workers.Select(directory.CloseAsync));
        if (node.IsClustered)
        {
            await WaitAsync(closed, cancellationToken);
        }

        foreach (string worker in workers)
        {
            directory.Withdraw(worker);
        }
    }

    private async Task WaitAsync(Task closed, CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        try
        {
            await closed.WaitAsync(node.DrainWithin, time, cancellationToken);
            LogDrained(time.GetElapsedTime(began).TotalSeconds);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            LogNotDrained(node.DrainWithin.TotalSeconds);
        }
    }

    [LoggerMessage(6011, LogLevel.Information, "All calls have left this node's workers after {Seconds:0.0} s")]
    private partial void LogDrained(double seconds);

    [LoggerMessage(6012, LogLevel.Warning, "Calls are left on this node's workers after {Seconds:0.0} s: they move in the middle of a turn")]
    private partial void LogNotDrained(double seconds);
}
