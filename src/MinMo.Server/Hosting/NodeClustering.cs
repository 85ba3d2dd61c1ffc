using System.Net;
using MinMo.Grains.Hosting;
using MinMo.Streams.Hosting;
using Orleans.Configuration;
using StackExchange.Redis;

namespace MinMo.Server.Hosting;

/// <summary>Where a node's silo meets others.</summary>
internal static class NodeClustering
{
    // A silo that is declared dead in error stops, and its calls with it: machines are busy for seconds. Calls move
    // earlier, when NodeWatch gives a silo up.
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(2);

    public static void UseCluster(this ISiloBuilder silo, NodeOptions node)
    {
        if (node.Redis is { } redis)
        {
            silo.MeetAtRedis(node, ConfigurationOptions.Parse(redis));
        }
        else if (node.ClusterPort is { } port)
        {
            silo.MeetOnThisMachine(port);
        }
        else
        {
            var (siloPort, gatewayPort) = LoopbackPorts.FindTwo();
            silo.UseLocalhostClustering(siloPort, gatewayPort);
            return;
        }

        string name = node.Name ?? $"{Environment.MachineName.ToLowerInvariant()}-{Environment.ProcessId}";
        silo.Configure<SiloOptions>(options => options.SiloName = name);
        silo.Configure<ClusterMembershipOptions>(static options => options.ProbeTimeout = ProbeTimeout);
    }

    private static void MeetOnThisMachine(this ISiloBuilder silo, int port)
    {
        int own = LoopbackPorts.IsFree(port) ? port : LoopbackPorts.FindTwo().First;
        silo.UseLocalhostClustering(own, gatewayPort: 0, new IPEndPoint(IPAddress.Loopback, port));
    }

    private static void MeetAtRedis(this ISiloBuilder silo, NodeOptions node, ConfigurationOptions redis)
    {
        silo.UseRedisClustering(options => options.ConfigurationOptions = redis);
        silo.AddRedisGrainStorage(MinMoGrainsExtensions.DialogueStorage, options => options.ConfigurationOptions = redis);
        silo.AddRedisGrainStorage(MinMoStreamsExtensions.SubscriptionStorage, options => options.ConfigurationOptions = redis);
        silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (node.ClusterName, node.ClusterName));
        silo.Configure<EndpointOptions>(options =>
        {
            options.SiloPort = node.SiloPort > 0 ? node.SiloPort : LoopbackPorts.FindTwo().First;
            options.GatewayPort = 0; // nobody but silos comes in
            options.SiloListeningEndpoint = new IPEndPoint(IPAddress.Any, options.SiloPort);
            if (node.Address is { } address)
            {
                options.AdvertisedIPAddress = IPAddress.Parse(address);
            }
        });
    }
}
