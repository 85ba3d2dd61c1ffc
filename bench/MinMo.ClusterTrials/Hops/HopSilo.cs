using Microsoft.Extensions.Hosting;
using MinMo.Abstractions.Streams;
using MinMo.ClusterTrials.Nodes;
using MinMo.Server.Hosting;

namespace MinMo.ClusterTrials.Hops;

/// <summary>A silo with the call streams and, beside them, Orleans's memory streams.</summary>
internal static class HopSilo
{
    public const string MemoryStreams = "memory-1ms";

    /// <summary>What is measured.</summary>
    public static readonly string[] Providers = [CallStreams.Provider, MemoryStreams];

    public static IHost Build(TrialOptions options)
    {
        var builder = TrialNode.Create(options, NodeRole.Both);
        builder.UseOrleans(static silo => silo.AddMemoryStreams(MemoryStreams, static streams => streams.ConfigurePullingAgent(
            static agent => agent.Configure(static pulling => pulling.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(1)))));
        return builder.Build();
    }

    /// <summary>Key of a stream.</summary>
    /// <param name="site">The silo of its subscriber.</param>
    /// <param name="provider">Its provider.</param>
    /// <param name="index">Its number.</param>
    public static string Key(string site, string provider, int index) => $"{site}/{provider}/{index}";

    /// <summary>Subscribes this silo's grains to their streams.</summary>
    public static async Task SubscribeAsync(IGrainFactory grains, string site, string provider, IEnumerable<int> streams)
    {
        foreach (int index in streams)
        {
            await grains.GetGrain<IHopConsumerGrain>(Key(site, provider, index)).SubscribeAsync(provider);
        }
    }
}
