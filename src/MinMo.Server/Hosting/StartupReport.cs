using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using MinMo.Abstractions.Engine;
using MinMo.Grains.Workers;
using MinMo.Inference.Calibration;
using MinMo.Inference.Engine;

namespace MinMo.Server.Hosting;

/// <summary>Says in the log where the node listens and what answers, once it is true.</summary>
internal sealed partial class StartupReport(
    IServer server, WorkerDirectory directory, NodeOptions node, ILocalSiloDetails silo, ILogger<StartupReport> logger) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var engines = directory.Workers.Select(worker => worker.Engine.Description).ToArray();
        foreach (var description in engines)
        {
            LogBundle(description.Bundle, description.Family, description.SessionCapacity, description.VoiceRateHz);
        }

        foreach (var engine in directory.Workers.Select(static worker => worker.Engine).OfType<InferenceEngine>())
        {
            Report(engine.Description.Bundle, engine.Capacity);
        }

        if (node.IsClustered)
        {
            LogNode(silo.Name, node.Role, silo.SiloAddress.Endpoint, node.Redis is null ? $"port {node.ClusterPort}" : "Redis");
        }
        else if (engines.Length == 0)
        {
            LogNoBundle();
        }

        foreach (string address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            LogListening(address);
        }

        return Task.CompletedTask;
    }

    private void Report(string bundle, EngineCapacity capacity)
    {
        if (capacity.RealTimeCalls is { } calls)
        {
            LogCapacity(bundle, capacity.Places, calls, capacity.LimitingKind, capacity.LimitingDevice);
        }
    }

    private void LogListening(string address)
    {
        if (node.Role != NodeRole.Worker)
        {
            LogListening(address, address.Replace("http", "ws", StringComparison.Ordinal) + "/v1/realtime");
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(6001, LogLevel.Information, "Open {Address} in a browser to talk; programs connect to {Realtime}")]
    private partial void LogListening(string address, string realtime);

    [LoggerMessage(6002, LogLevel.Information, "Bundle {Bundle} ({Family}) takes {Capacity} calls at once, voice at {RateHz} Hz")]
    private partial void LogBundle(string bundle, string family, int capacity, int rateHz);

    [LoggerMessage(6004, LogLevel.Information,
        "Bundle {Bundle} has memory for {Places} calls and keeps real time for {Calls} of them; {Kind} steps on device {Device} limit it")]
    private partial void LogCapacity(string bundle, int places, int calls, StepKind? kind, string? device);

    [LoggerMessage(6005, LogLevel.Information, "Node {Name} ({Role}) is at {EndPoint}, its cluster meets at {Meeting}")]
    private partial void LogNode(string name, NodeRole role, System.Net.IPEndPoint endPoint, string meeting);

    [LoggerMessage(6003, LogLevel.Warning, "No model bundle is installed: every call will be refused")]
    private partial void LogNoBundle();
}
