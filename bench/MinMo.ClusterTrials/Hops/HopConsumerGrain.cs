using System.Diagnostics;
using Orleans.Placement;
using Orleans.Streams;

namespace MinMo.ClusterTrials.Hops;

[PreferLocalPlacement]
internal sealed class HopConsumerGrain : Grain, IHopConsumerGrain
{
    public const string Namespace = "hop";

    private List<long[]> _hops = [];

    public Task SubscribeAsync(string provider)
        => this.GetStreamProvider(provider).GetStream<long>(StreamId.Create(Namespace, this.GetPrimaryKeyString()))
            .SubscribeAsync((sent, _) =>
            {
                _hops.Add([sent, Stopwatch.GetTimestamp()]);
                return Task.CompletedTask;
            });

    public Task<long[][]> CollectAsync()
    {
        long[][] collected = [.. _hops];
        _hops = [];
        return Task.FromResult(collected);
    }
}
