using Microsoft.Extensions.DependencyInjection;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Grains;
using MinMo.Abstractions.Settings;
using MinMo.Grains.Conversations;
using MinMo.Grains.Hosting;
using MinMo.Grains.Workers;
using MinMo.Testing.Scripting;
using Orleans.TestingHost;

namespace MinMo.Grains.Tests;

/// <summary>A silo with the production wiring and scripted engines.</summary>
internal sealed class CallCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private CallCluster(InProcessTestCluster cluster) => _cluster = cluster;

    public IClusterClient Client => _cluster.GetSiloServiceProvider().GetRequiredService<IClusterClient>();

    public WorkerDirectory Workers => _cluster.GetSiloServiceProvider().GetRequiredService<WorkerDirectory>();

    /// <summary>Starts a silo; its workers are named <c>worker-0</c>, <c>worker-1</c>, ...</summary>
    public static Task<CallCluster> StartAsync(params ScriptedEngine[] engines) => StartAsync(engines, _ => { });

    public static async Task<CallCluster> StartAsync(
        ScriptedEngine[] engines, Action<ConversationOptions> configure, Action<ISiloBuilder>? before = null)
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        builder.Options.InitializeClientOnDeploy = false;
        builder.ConfigureSilo((_, silo) =>
        {
            before?.Invoke(silo);
            silo.AddMinMoGrains(configure);
            foreach (var (index, engine) in engines.Index())
            {
                silo.Services.AddMinMoWorker($"worker-{index}", _ => engine);
            }
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new CallCluster(cluster);
    }

    public IConversationGrain Conversation(string call) => Client.GetGrain<IConversationGrain>(call);

    /// <summary>A gateway that listens to a call; the call has not begun.</summary>
    public Task<ScriptedGateway> GatewayAsync(string call) => ScriptedGateway.ConnectAsync(Client, new CallId(call));

    /// <summary>A gateway whose call has begun, in lock step.</summary>
    public async Task<ScriptedGateway> CallAsync(string call, CallSettings? settings = null)
    {
        var gateway = await GatewayAsync(call);
        await gateway.StartAsync(settings);
        return gateway;
    }

    public Task DeactivateAsync(string call) => _cluster.DeactivateAsync(Conversation(call));

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();
}
