using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MinMo.Peers.Tests.Nodes;

/// <summary>A Redis of its own, without files, on a free port.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/redis-server";
    private const string IsReady = "Ready to accept connections";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private RedisServer(Process process, string address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Where it listens, as <c>--redis</c> takes it.</summary>
    public string Address { get; }

    /// <summary>Starts one, or skips the test.</summary>
    public static async Task<RedisServer> StartAsync()
    {
        Assert.SkipUnless(File.Exists(Program), $"{Program} is missing: apt-get install redis-server");
        string port = FreePort().ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(Program, ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
        {
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var server = new RedisServer(process, $"127.0.0.1:{port}");
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.Contains(IsReady, StringComparison.Ordinal))
            {
                return server;
            }
        }

        await server.DisposeAsync();
        throw new InvalidOperationException($"redis-server does not start on port {port}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
