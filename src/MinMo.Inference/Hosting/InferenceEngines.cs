using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MinMo.Inference.Cascade;
using MinMo.Inference.Engine;
using MinMo.Inference.Minmo;
using MinMo.Models.Bundles;

namespace MinMo.Inference.Hosting;

/// <summary>The engines of one node, one a worker. They stop when the node's services are disposed of.</summary>
public sealed class InferenceEngines(
    IOptionsMonitor<EngineOptions> options, TimeProvider time, IMeterFactory meters, ILoggerFactory loggers)
    : IAsyncDisposable
{
    // Guards the list; starting itself runs outside.
    private readonly Lock _lock = new();
    private readonly List<InferenceEngine> _running = [];

    /// <summary>The engines that run.</summary>
    public IReadOnlyList<InferenceEngine> Running
    {
        get
        {
            lock (_lock)
            {
                return [.. _running];
            }
        }
    }

    /// <summary>Loads a bundle for a worker and warms it up: takes seconds.</summary>
    /// <param name="worker">The worker's name, unique over the cluster; its options may be named like it.</param>
    /// <param name="bundle">Where the parts are.</param>
    /// <exception cref="OptionsValidationException">A setting is out of range.</exception>
    /// <exception cref="IOException">A file of the bundle is missing.</exception>
    public async Task<InferenceEngine> StartAsync(string worker, EngineBundle bundle)
    {
        var settings = options.Get(worker);
        settings.Worker = worker;
        var engine = await (bundle switch
        {
            CascadeBundle cascade => CascadeEngine.StartAsync(cascade, settings, time, meters, loggers),
            MinmoBundle minmo => MinmoEngine.StartAsync(minmo, settings, time, meters, loggers),
            _ => throw new NotSupportedException($"the family of the bundle '{bundle.Name}' is unknown to this program"),
        }).ConfigureAwait(false);
        lock (_lock)
        {
            _running.Add(engine);
        }

        return engine;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var engine in Running)
        {
            await engine.DisposeAsync().ConfigureAwait(false);
        }
    }
}
