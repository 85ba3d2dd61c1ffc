using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
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

    public static async Task<ScriptedNode> StartAsync(EngineScript script, string? samples = null)
    {
        var engine = new ScriptedEngine(script);
        string[] args = ["--urls=http://127.0.0.1:0", .. samples is null ? Array.Empty<string>() : [$"--Minmo:Samples={samples}"]];
        var app = MinMoHost.Build(args, builder =>
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
