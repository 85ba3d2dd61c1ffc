using System.Net.NetworkInformation;

namespace MinMo.Cli.Serve;

/// <summary>Ports that somebody on this machine listens on.</summary>
internal static class ListeningPorts
{
    /// <summary>Whether a port is taken; the host would find out only after it has loaded its bundles.</summary>
    public static bool IsTaken(int port)
        => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port);
}
