using System.Net;
using System.Net.Sockets;

namespace MinMo.Server.Hosting;

/// <summary>Free ports of this machine. The silo of a single node talks to nobody, but Orleans wants ports.</summary>
internal static class LoopbackPorts
{
    public static (int First, int Second) FindTwo()
    {
        // Both are held until both are known, so that they differ.
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
