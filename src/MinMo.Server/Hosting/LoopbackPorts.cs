using System.Net;
using System.Net.Sockets;

namespace MinMo.Server.Hosting;

/// <summary>Free ports of this machine.</summary>
internal static class LoopbackPorts
{
    /// <summary>Whether nobody listens on a port.</summary>
    public static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Two ports for the silo of a single node: it talks to nobody, but Orleans wants them.</summary>
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
