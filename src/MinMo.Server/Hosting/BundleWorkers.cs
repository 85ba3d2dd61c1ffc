using MinMo.Grains.Workers;
using MinMo.Inference.Hosting;
using MinMo.Models.Bundles;

namespace MinMo.Server.Hosting;

/// <summary>Starts an engine for each bundle of the node and lets calls find it.</summary>
internal sealed class BundleWorkers(
    IReadOnlyList<EngineBundle> bundles, InferenceEngines engines, WorkerDirectory directory) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var bundle in bundles)
        {
            var engine = await engines.StartAsync(bundle.Name, bundle);
            directory.Register(new WorkerRegistration(bundle.Name, engine));
        }
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var bundle in bundles)
        {
            directory.Withdraw(bundle.Name);
        }

        return Task.CompletedTask;
    }
}
