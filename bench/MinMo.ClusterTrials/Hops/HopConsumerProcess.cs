using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MinMo.ClusterTrials.Nodes;

namespace MinMo.ClusterTrials.Hops;

/// <summary>The silo on the other side: its grains listen to what the trial's own silo publishes.</summary>
internal static class HopConsumerProcess
{
    public static async Task<int> RunAsync(TrialOptions options)
    {
        using var host = HopSilo.Build(options);
        await host.StartAsync();
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        foreach (string provider in HopSilo.Providers)
        {
            await HopSilo.SubscribeAsync(grains, options.Name, provider, Enumerable.Range(0, options.Streams + HopTrial.ColdStreams));
        }

        Console.WriteLine(ChildProcess.Ready);
        await host.WaitForShutdownAsync();
        return 0;
    }
}
