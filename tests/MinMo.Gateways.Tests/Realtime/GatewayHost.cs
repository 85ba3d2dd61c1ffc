using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MinMo.Gateways.Calls;
using MinMo.Gateways.Hosting;
using MinMo.Gateways.Realtime;
using MinMo.Gateways.Tests.Calls;
using MinMo.Testing.Scripting;

namespace MinMo.Gateways.Tests.Realtime;

/// <summary>The real endpoint on a real socket of this machine; behind it a scripted engine.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayHost(WebApplication app, ScriptedEngine engine, ScriptedCallLines lines)
    {
        _app = app;
        Engine = engine;
        Lines = lines;
    }

    public ScriptedEngine Engine { get; }

    public ScriptedCallLines Lines { get; }

    public Uri Address => new(_app.Urls.First());

    public static async Task<GatewayHost> StartAsync(
        EngineScript? script = null, Action<RealtimeOptions>? configure = null)
    {
        var engine = new ScriptedEngine(script ?? new EngineScript());
        var lines = new ScriptedCallLines(engine);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ICallLines>(lines);
        builder.Services.AddMinMoGateways();
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        var app = builder.Build();
        app.UseWebSockets();
        app.MapRealtime();
        await app.StartAsync();
        return new GatewayHost(app, engine, lines);
    }

    public Task<RealtimePeer> ConnectAsync(string query = "") => RealtimePeer.ConnectAsync(Address, query);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
