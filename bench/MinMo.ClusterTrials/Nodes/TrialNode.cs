using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MinMo.Server.Hosting;

namespace MinMo.ClusterTrials.Nodes;

/// <summary>The silo of a process of a trial: the production wiring, and complaints on standard error.</summary>
internal static class TrialNode
{
    public static HostApplicationBuilder Create(TrialOptions options, NodeRole role)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(static console => console.SingleLine = true).AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Orleans", LogLevel.Critical);
        builder.Logging.AddFilter("Polly", LogLevel.Critical);
        builder.AddMinMoNode([], node: new NodeOptions
        {
            Role = role,
            Name = options.Name,
            ClusterPort = options.Redis is null ? options.Port : null,
            Redis = options.Redis,
            ClusterName = "minmo-trials",
        });
        return builder;
    }

    /// <summary>A port of this machine on which nobody listens.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
