using Microsoft.Extensions.DependencyInjection;
using MinMo.Grains.Cluster;
using MinMo.Grains.Hosting;
using MinMo.Testing.Scripting;

namespace MinMo.Grains.Tests.Cluster;

/// <summary>Equips silos as they start: the first one is the edge, each other one gets a worker.</summary>
internal sealed class ScriptedSilos(Func<string, EngineScript> script)
{
    // A test machine may be busy for any time; who is killed is known by the refused connection.
    private static readonly TimeSpan Ever = TimeSpan.FromMinutes(10);

    // Silos start side by side.
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ScriptedEngine> _engines = [];

    /// <summary>Name of the silo without a device.</summary>
    public string Edge { get; private set; } = "";

    public ScriptedEngine EngineOf(string silo) => _engines[silo];

    public void Configure(string name, ISiloBuilder silo)
    {
        lock (_lock)
        {
            Edge = Edge.Length == 0 ? name : Edge;
            silo.AddMinMoGrains(options => options.EndWithoutInputAfter = Ever, device: name == Edge ? null : "cpu");
            silo.Services.Configure<NodeWatchOptions>(static options => options.LostAfter = Ever);
            if (name == Edge)
            {
                return;
            }

            string worker = NodeMetadata.WorkerOn("scripted", name);
            var engine = _engines[name] = new ScriptedEngine(script(name) with { Worker = worker });
            silo.Services.AddMinMoWorker(worker, _ => engine);
        }
    }
}
