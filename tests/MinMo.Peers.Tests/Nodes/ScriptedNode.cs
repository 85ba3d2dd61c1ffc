using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Grains;
using MinMo.Gateways.Calls;
using MinMo.Grains.Hosting;
using MinMo.Server.Hosting;
using MinMo.Testing.Scripting;

namespace MinMo.Peers.Tests.Nodes;

/// <summary>A whole node (silo, streams, grains, gateway, page) on a free port; only the engine is scripted.</summary>
internal sealed class ScriptedNode : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedNode(WebApplication app, ScriptedEngine engine)
    {
        _app = app;
        Engine = engine;
    }

    public ScriptedEngine Engine { get; }

    public Uri Address => new(_app.Urls.First());

    /// <summary>Calls of the node, as its gateways open them.</summary>
    public ICallLines Lines => _app.Services.GetRequiredService<ICallLines>();

    /// <summary>The grain of a call.</summary>
    public IConversationGrain Conversation(CallId call) => _app.Services.GetRequiredService<IGrainFactory>().GetGrain<IConversationGrain>(call.Value);

    public static async Task<ScriptedNode> StartAsync(EngineScript script, string? samples = null, string? key = null)
    {
        var engine = new ScriptedEngine(script);
        List<string> args = ["--urls=http://127.0.0.1:0"];
        args.AddRange(samples is null ? [] : [$"--Minmo:Samples={samples}"]);
        args.AddRange(key is null ? [] : [$"--Minmo:ApiKeys:0={key}"]);
        var app = MinMoHost.Build([.. args], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddMinMoWorker(script.Worker, _ => engine);
        });
        await app.StartAsync();
        return new ScriptedNode(app, engine);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
