using MinMo.Gateways.Hosting;
using MinMo.Grains.Hosting;
using MinMo.Inference.Engine;
using MinMo.Inference.Hosting;
using MinMo.Models.Bundles;

namespace MinMo.Server.Hosting;

/// <summary>The parts of a node that take no connections: silo, streams, grains and the engines of its bundles.</summary>
public static class MinMoNode
{
    /// <summary>Adds them. The engines start with the host; it takes calls once they are warm.</summary>
    /// <param name="builder">The host to be.</param>
    /// <param name="bundles">Each gets a worker named like it; the first one is the default.</param>
    /// <param name="configure">Settings of all engines.</param>
    public static void AddMinMoNode(
        this IHostApplicationBuilder builder,
        IReadOnlyList<EngineBundle> bundles,
        Action<EngineOptions>? configure = null)
    {
        builder.UseOrleans(silo =>
        {
            var (siloPort, gatewayPort) = LoopbackPorts.FindTwo();
            silo.UseLocalhostClustering(siloPort, gatewayPort);
            silo.AddMinMoGrains();
        });
        builder.Services.AddMinMoInference(configure);
        builder.Services.AddMinMoCallLines();
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<BundleWorkers>(services, bundles));
    }
}
