using MinMo.Grains.Cluster;
using MinMo.Grains.Workers;
using MinMo.Inference.Hosting;
using MinMo.Models.Bundles;

namespace MinMo.Server.Hosting;

/// <summary>Starts an engine for each bundle of the node and lets calls find it.</summary>
internal sealed class BundleWorkers(
    IReadOnlyList<EngineBundle> bundles, NodeOptions node, InferenceEngines engines, WorkerDirectory directory,
    ILocalSiloDetails silo) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var bundle in bundles)
        {
            string worker = node.IsClustered ? NodeMetadata.WorkerOn(bundle.Name, silo.Name) : bundle.Name;
            directory.Register(new WorkerRegistration(worker, await engines.StartAsync(worker, bundle)));
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
