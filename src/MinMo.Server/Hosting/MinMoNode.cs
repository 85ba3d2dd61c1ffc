using MinMo.Gateways.Hosting;
using MinMo.Grains.Hosting;
using MinMo.Inference.Engine;
using MinMo.Inference.Hosting;
using MinMo.Models.Bundles;

namespace MinMo.Server.Hosting;

/// <summary>The parts of a node that take no connections: silo, streams, grains and the engines of its bundles.</summary>
public static class MinMoNode
{
    private const string Device = "cpu";

    /// <summary>Adds them. The engines start with the host; it takes calls once they are warm.</summary>
    /// <param name="builder">The host to be.</param>
    /// <param name="bundles">Each gets a worker named like it (and like the node, in a cluster); the first one is the
    /// default.</param>
    /// <param name="configure">Settings of all engines.</param>
    /// <param name="node">Role and cluster; null for a node that is alone.</param>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public static void AddMinMoNode(
        this IHostApplicationBuilder builder,
        IReadOnlyList<EngineBundle> bundles,
        Action<EngineOptions>? configure = null,
        NodeOptions? node = null)
    {
        node ??= new NodeOptions();
        node.Check();
        builder.UseOrleans(silo =>
        {
            silo.UseCluster(node);
            silo.AddMinMoGrains(device: node.Role == NodeRole.Edge ? null : Device);
        });
        builder.Services.AddMinMoInference(configure);
        builder.Services.AddMinMoCallLines();
        builder.Services.AddSingleton(node);
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<BundleWorkers>(services, bundles));
        builder.Services.AddHostedService<WorkerDrain>(); // stops before the silo does
    }
}
