using Microsoft.Extensions.DependencyInjection;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Grains;
using MinMo.Grains.Cluster;
using MinMo.Grains.Workers;
using MinMo.Testing.Scripting;
using Orleans.TestingHost;

namespace MinMo.Grains.Tests.Cluster;

/// <summary>A silo without a device, where gateways are, and some with one worker each.</summary>
internal sealed class SiloCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly InProcessTestCluster _cluster;
    private readonly ScriptedSilos _silos;

    private SiloCluster(InProcessTestCluster cluster, ScriptedSilos silos)
    {
        _cluster = cluster;
        _silos = silos;
    }

    /// <summary>The silos with workers.</summary>
    public IReadOnlyList<InProcessSiloHandle> WorkerSilos => [.. _cluster.Silos.Where(silo => silo.Name != _silos.Edge)];

    /// <summary>The client in the silo without a device, as gateways use it.</summary>
    public IClusterClient Edge => EdgeServices.GetRequiredService<IClusterClient>();

    public SiloAddress EdgeAddress => _cluster.Silos.Single(silo => silo.Name == _silos.Edge).SiloAddress;

    private IServiceProvider EdgeServices => _cluster.GetSiloServiceProvider(EdgeAddress);

    /// <summary>Starts the silos and waits until the edge knows all workers.</summary>
    /// <param name="workers">Silos with a worker.</param>
    /// <param name="script">The script of the worker on the silo of a name.</param>
    public static async Task<SiloCluster> StartAsync(int workers, Func<string, EngineScript> script)
    {
        var silos = new ScriptedSilos(script);
        var builder = new InProcessTestClusterBuilder((short)(workers + 1));
        builder.Options.ConfigureFileLogging = false;
        builder.Options.InitializeClientOnDeploy = false;
        builder.ConfigureSilo((options, silo) => silos.Configure(options.SiloName, silo));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        var started = new SiloCluster(cluster, silos);
        await started.WhenKnownAsync();
        return started;
    }

    public static string WorkerOf(InProcessSiloHandle silo) => NodeMetadata.WorkerOn("scripted", silo.Name);

    public ScriptedEngine EngineOf(InProcessSiloHandle silo) => _silos.EngineOf(silo.Name);

    public WorkerDirectory WorkersOf(InProcessSiloHandle silo)
        => _cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<WorkerDirectory>();

    public IClusterClient ClientOf(InProcessSiloHandle silo)
        => _cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<IClusterClient>();

    /// <summary>The process of a silo is gone, without a word.</summary>
    public Task KillAsync(InProcessSiloHandle silo) => _cluster.KillSiloAsync(silo);

    public async Task<ScriptedGateway> CallAsync(string call)
    {
        var gateway = await ScriptedGateway.ConnectAsync(Edge, new CallId(call));
        await gateway.StartAsync();
        return gateway;
    }

    /// <summary>Where a call lives.</summary>
    public ValueTask<SiloAddress?> PlaceOfAsync(string call)
        => Edge.GetGrain<IManagementGrain>(0).GetActivationAddress(Edge.GetGrain<IConversationGrain>(call))!;

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    private async Task WhenKnownAsync()
    {
        var nodes = EdgeServices.GetRequiredService<NodeWatch>();
        var names = WorkerSilos.Select(WorkerOf).ToArray();
        for (var news = nodes.News; names.Any(name => nodes.Find(name) is null); news = nodes.News)
        {
            await news.WaitAsync(Patience);
        }
    }
}
