using Microsoft.Extensions.DependencyInjection;
using MinMo.Abstractions.Streams;
using MinMo.Streams.Hosting;
using Orleans.Streams;
using Orleans.TestingHost;

namespace MinMo.Streams.Tests;

/// <summary>A silo with call streams, and a client in the same process that shares its queues.</summary>
internal sealed class StreamCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private StreamCluster(InProcessTestCluster cluster) => _cluster = cluster;

    /// <summary>The client that lives in the silo's own services, as gateways use it.</summary>
    public IClusterClient Hosted => _cluster.GetSiloServiceProvider().GetRequiredService<IClusterClient>();

    /// <summary>A client with services of its own.</summary>
    public IClusterClient Client => _cluster.Client;

    public static async Task<StreamCluster> StartAsync(CallStreamOptions? options = null)
    {
        var queues = new CallStreamQueues(options);
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) => silo.AddCallStreams(CallStreams.Provider, queues));
        builder.ConfigureClient(client => client.AddCallStreams(CallStreams.Provider, queues));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new StreamCluster(cluster);
    }

    public static IAsyncStream<T> StreamOf<T>(IClusterClient client, string key)
        => client.GetStreamProvider(CallStreams.Provider).GetStream<T>(StreamId.Create("test", key));

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();
}
