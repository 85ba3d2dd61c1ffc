using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MinMo.Grains.Workers;

namespace MinMo.Grains.Cluster;

/// <summary>
/// Asks the silos that announce a device, over and over, how their workers are. A process that died is noticed within
/// one question and not only when the cluster has agreed on its death: that takes seconds, and a caller hears them. To
/// give up a silo in error does little harm: its calls move, and it may take calls again.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A source without a timer holds nothing to be disposed of.")]
internal sealed partial class NodeWatch(
    NodeSurroundings surroundings, WorkerDirectory directory, NodeDesks desks, IOptions<NodeWatchOptions> options,
    ILogger<NodeWatch> logger) : ILifecycleParticipant<ISiloLifecycle>
{
    private readonly ConcurrentDictionary<SiloAddress, NodeOutlook> _nodes = new();
    private readonly TimeProvider _time = surroundings.Time;
    private readonly CancellationTokenSource _stopping = new();
    private Task _watching = Task.CompletedTask;
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The other silos' workers, silo by silo in the order of their names.</summary>
    public IEnumerable<WorkerOutlook> Workers => _nodes.Values
        .OrderBy(static node => node.Name, StringComparer.Ordinal).SelectMany(static node => node.Workers);

    /// <summary>Ends with the next answer of a silo.</summary>
    public Task News => _news.Task;

    /// <summary>A worker of another silo; null when it is unknown or on this one.</summary>
    public WorkerOutlook? Find(string worker)
        => _nodes.Values.Select(node => node.Find(worker)).FirstOrDefault(static found => found is { Lost.IsCancellationRequested: false });

    public void Participate(ISiloLifecycle lifecycle)
        => lifecycle.Subscribe(nameof(NodeWatch), ServiceLifecycleStage.Active, StartAsync, StopAsync);

    private Task StartAsync(CancellationToken cancellationToken)
    {
        _watching = WatchAsync();
        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _watching;
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(options.Value.AskEvery, _time);
        try
        {
            do
            {
                LookAround();
            }
            while (await timer.WaitForNextTickAsync(_stopping.Token));
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    /// <summary>The border of the loop: without it nobody would be looked after any more.</summary>
    private void LookAround()
    {
        try
        {
            Look();
            ReleaseAbandoned();
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }
    }

    private void Look()
    {
        var members = surroundings.Membership.CurrentSnapshot.Members;
        foreach (var (silo, node) in _nodes.Where(known => !members.TryGetValue(known.Key, out var member) || member.Status == SiloStatus.Dead))
        {
            Lose(node, "it has left the cluster");
            _nodes.TryRemove(silo, out _);
        }

        foreach (var member in members.Values.Where(IsToBeAsked))
        {
            var node = _nodes.GetOrAdd(member.SiloAddress, _ => new NodeOutlook(member.Name, _time));
            if (node.IsKnown && node.Silent > options.Value.LostAfter)
            {
                Lose(node, $"silent for {options.Value.LostAfter.TotalSeconds:0.#} s");
                Replace(member.SiloAddress, node);
            }

            // Not after the answer to the last question: one that was under way when its silo died is never answered.
            _ = AskAsync(member.SiloAddress, node);
        }
    }

    private bool IsToBeAsked(ClusterMember member)
        => member.Status is SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping
            && !member.SiloAddress.Equals(surroundings.Silo.SiloAddress)
            && surroundings.Metadata.HasDevice(member.SiloAddress);

    private async Task AskAsync(SiloAddress silo, NodeOutlook node)
    {
        try
        {
            var reports = await desks.Of(silo).ReportAsync()
                .WaitAsync(options.Value.LostAfter, _time, _stopping.Token);
            if (!node.IsKnown)
            {
                LogFound(node.Name, reports.Length);
            }

            node.Answered(reports);
            Interlocked.Exchange(ref _news, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
                .SetResult();
        }
        catch (Exception exception)
        {
            LogNoAnswer(node.Name, exception);
            if (node.IsKnown && IsGone(exception) && Lose(node, "its process does not answer"))
            {
                Replace(silo, node);
            }
        }
    }

    /// <summary>Nobody listens there: unlike silence, that is certain.</summary>
    private static bool IsGone(Exception exception) => exception is SiloUnavailableException or OrleansMessageRejectionException;

    /// <summary>Should the silo be there after all, it begins anew.</summary>
    private void Replace(SiloAddress silo, NodeOutlook node)
        => _nodes.TryUpdate(silo, new NodeOutlook(node.Name, _time), node);

    private bool Lose(NodeOutlook node, string reason)
    {
        bool isNew = node.Lose();
        if (isNew && node.IsKnown)
        {
            LogLost(node.Name, reason);
        }

        return isNew;
    }

    private void ReleaseAbandoned()
    {
        if (_nodes.IsEmpty && surroundings.Membership.CurrentSnapshot.Members.Count < 2)
        {
            return; // calls of this silo give their places back themselves
        }

        foreach (var desk in directory.Desks)
        {
            int places = desk.ReleaseAbandoned(options.Value.AbandonedAfter);
            if (places > 0)
            {
                LogAbandoned(desk.Name, places);
            }
        }
    }
}
