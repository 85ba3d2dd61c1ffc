using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MinMo.Abstractions.Streams;
using MinMo.Gateways.Calls;
using MinMo.Gateways.Hosting;
using MinMo.Grains.Hosting;
using MinMo.Testing.Scripting;

namespace MinMo.Benchmarks.Overhead;

/// <summary>A silo in this process whose calls come over streams, as from a gateway.</summary>
internal sealed class NodeTurn : IAsyncDisposable
{
    private readonly IHost _host;

    private NodeTurn(IHost host) => _host = host;

    public static async Task<NodeTurn> StartAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(static silo =>
        {
            silo.UseLocalhostClustering(FreePort(), FreePort());
            silo.AddMinMoGrains();
            silo.Services.AddMinMoWorker(new EngineScript().Worker, static _ => OverheadTurn.Engine());
        });
        builder.Services.AddMinMoCallLines();
        var host = builder.Build();
        await host.StartAsync();
        return new NodeTurn(host);
    }

    /// <summary>Takes the turn.</summary>
    /// <param name="number">Of the call.</param>
    /// <param name="times">Gets the times, until the gateway was told.</param>
    public async Task TakeAsync(int number, TurnTimes times)
    {
        var lines = _host.Services.GetRequiredService<ICallLines>();
        var opening = (CallOpening.Opened)await lines.OpenAsync(
            OverheadTurn.Call(number), OverheadTurn.Settings, CancellationToken.None);
        await using var line = opening.Line;
        var longest = TimeSpan.Zero;
        bool silent = true;
        foreach (var frame in OverheadTurn.Frames)
        {
            long began = Stopwatch.GetTimestamp();
            await line.SendAsync(frame);
            while (await line.Outputs.ReadAsync() is var output and not InputSettled)
            {
                if (silent && output is AudioProduced)
                {
                    times.FirstAudio.Add(Stopwatch.GetElapsedTime(began));
                    silent = false;
                }
            }

            var took = Stopwatch.GetElapsedTime(began);
            times.Inputs.Add(took);
            longest = took > longest ? took : longest;
        }

        times.Preparation.Add(longest);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
