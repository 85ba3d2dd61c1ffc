using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Grains;

namespace MinMo.Grains.Workers;

/// <summary>Finds a call a place: asks the workers of its bundle in turn, and each call begins with another one.</summary>
internal sealed class PlaceFinder(IWorkerDirectory directory, IGrainFactory grains)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    /// <summary>The first place granted, or the last refusal. Workers that cannot be reached count as faulted.</summary>
    /// <param name="request">For whom.</param>
    /// <param name="lost">A place the call had before: its worker is asked last.</param>
    public async Task<Admission> FindAsync(SessionRequest request, SessionHandle? lost)
    {
        var workers = directory.WorkersOf(request.Settings.Bundle);
        Admission answer = new Admission.Refused(
            RefusalReason.UnknownBundle, RetryAfter, $"No worker runs the bundle '{request.Settings.Bundle}'.");
        foreach (var worker in InTurn(workers, request, lost))
        {
            answer = await AskAsync(worker, request);
            if (answer is Admission.Granted)
            {
                break;
            }
        }

        return answer;
    }

    private static IEnumerable<string> InTurn(
        IReadOnlyList<string> workers, SessionRequest request, SessionHandle? lost)
    {
        var first = (int)((uint)request.Call.GetHashCode() % Math.Max(1, workers.Count));
        return Enumerable.Range(first, workers.Count)
            .Select(index => workers[index % workers.Count])
            .OrderBy(worker => worker == lost?.Worker);
    }

    private async Task<Admission> AskAsync(string worker, SessionRequest request)
    {
        try
        {
            return await grains.GetGrain<IWorkerGrain>(worker).OpenAsync(request);
        }
        catch (Exception exception)
        {
            return new Admission.Refused(
                RefusalReason.Faulted, RetryAfter, $"The worker '{worker}' failed: {exception.Message}");
        }
    }
}
