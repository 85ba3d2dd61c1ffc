using Microsoft.Extensions.Hosting;
using MinMo.ClusterTrials.Failover;
using MinMo.Grains.Cluster;
using MinMo.Grains.Hosting;
using MinMo.Server.Hosting;
using MinMo.Testing.Scripting;

namespace MinMo.ClusterTrials.Nodes;

/// <summary>A silo with one scripted engine, until it is told to stop.</summary>
internal static class WorkerProcess
{
    public static async Task<int> RunAsync(TrialOptions options)
    {
        string worker = NodeMetadata.WorkerOn(TrialDialogue.Bundle, options.Name);
        var builder = TrialNode.Create(options, NodeRole.Worker);
        builder.Services.AddMinMoWorker(worker, _ => new ScriptedEngine(TrialDialogue.Script(worker)));
        using var host = builder.Build();
        await host.StartAsync();
        Console.WriteLine(ChildProcess.Ready);
        await host.WaitForShutdownAsync();
        return 0;
    }
}
