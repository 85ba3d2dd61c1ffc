using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Grains;
using MinMo.Grains.Cluster;

namespace MinMo.Grains.Workers;

/// <summary>
/// Finds a call a place near it: the workers of its own silo first, in turn, then those of other silos, the emptiest
/// first.
/// </summary>
internal sealed class PlaceFinder(WorkerDirectory directory, NodeWatch nodes, IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    // A worker answers at once, with a place or without one.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The first place granted, or the last refusal. Workers that cannot be reached count as faulted.</summary>
    /// <param name="request">For whom.</param>
    /// <param name="lost">A place the call had before: its worker is asked last.</param>
    public async Task<Admission> FindAsync(SessionRequest request, SessionHandle? lost)
    {
        string? bundle = request.Settings.Bundle ?? DefaultBundle();
        Admission answer = new Admission.Refused(
            RefusalReason.UnknownBundle, RetryAfter, $"No worker runs the bundle '{bundle}'.");
        foreach (string worker in InTurn(bundle, request, lost))
        {
            var outlook = nodes.Find(worker);
            outlook?.Asked();
            answer = await AskAsync(worker, request);
            if (answer is Admission.Granted)
            {
                break;
            }

            outlook?.Refused();
        }

        return answer;
    }

    /// <summary>Whether a worker of another silo runs a bundle and takes calls.</summary>
    public bool IsElsewhere(string bundle) => ElsewhereOf(bundle).Any();

    private string? DefaultBundle()
        => (directory.Workers is [var first, ..] ? first.Engine.Description : nodes.Workers.FirstOrDefault()?.Engine)?.Bundle;

    private IEnumerable<WorkerOutlook> ElsewhereOf(string? bundle)
        => nodes.Workers.Where(worker => worker.Engine.Bundle == bundle && !worker.Closing.IsCompleted);

    private IEnumerable<string> InTurn(string? bundle, SessionRequest request, SessionHandle? lost)
        => Rotated(directory.WorkersOf(bundle), request)
            .Concat(Rotated([.. ElsewhereOf(bundle)], request)
                .OrderBy(static worker => worker.Load).Select(static worker => worker.Name))
            .OrderBy(worker => worker == lost?.Worker);

    /// <summary>Each call begins with another one.</summary>
    private static IEnumerable<T> Rotated<T>(IReadOnlyList<T> workers, SessionRequest request)
    {
        int first = (int)((uint)request.Call.GetHashCode() % Math.Max(1, workers.Count));
        return Enumerable.Range(first, workers.Count).Select(index => workers[index % workers.Count]);
    }

    private async Task<Admission> AskAsync(string worker, SessionRequest request)
    {
        var asked = grains.GetGrain<IWorkerGrain>(worker).OpenAsync(request);
        try
        {
            return await asked.WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            _ = GiveBackAsync(worker, asked);
            return new Admission.Refused(RefusalReason.Faulted, RetryAfter, $"The worker '{worker}' does not answer.");
        }
        catch (Exception exception)
        {
            return new Admission.Refused(
                RefusalReason.Faulted, RetryAfter, $"The worker '{worker}' failed: {exception.Message}");
        }
    }

    /// <summary>A place that was granted too late.</summary>
    private async Task GiveBackAsync(string worker, Task<Admission> asked)
    {
        try
        {
            if (await asked is Admission.Granted late)
            {
                await grains.GetGrain<IWorkerGrain>(worker).ReleaseAsync(late.Session);
            }
        }
        catch (Exception)
        {
            // The worker is gone, and its places with it.
        }
    }
}
