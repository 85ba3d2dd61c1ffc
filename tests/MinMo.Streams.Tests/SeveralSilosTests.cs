using Microsoft.Extensions.DependencyInjection;
using MinMo.Abstractions.Streams;
using MinMo.Streams.Hosting;
using Orleans.Streams;
using Orleans.TestingHost;

namespace MinMo.Streams.Tests;

public sealed class SeveralSilosTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Messages_reach_a_subscriber_on_another_silo_complete_and_in_order()
    {
        await using var cluster = await StartAsync();
        var receptions = new List<Task<int[]>>();
        foreach (int call in Enumerable.Range(0, 10))
        {
            receptions.Add(await ReceiveAsync(ClientOf(cluster, call % 2), $"call-{call}", expected: 100));
        }

        await Task.WhenAll(Enumerable.Range(0, 10).Select(call => PublishAsync(ClientOf(cluster, 1 - (call % 2)), $"call-{call}")));

        foreach (var reception in receptions)
        {
            Assert.Equal(Enumerable.Range(0, 100), await reception.WaitAsync(Patience));
        }
    }

    [Fact]
    public async Task A_subscriber_on_a_silo_that_was_killed_holds_up_no_other_stream()
    {
        await using var cluster = await StartAsync();
        var here = ClientOf(cluster, 0);
        var there = await ReceiveAsync(ClientOf(cluster, 1), "lost", expected: 100);
        var begun = await ReceiveAsync(here, "healthy", expected: 100);
        await PublishAsync(here, "lost");
        await PublishAsync(here, "healthy");
        await Task.WhenAll(there, begun).WaitAsync(Patience);
        var reception = await ReceiveAsync(here, "healthy", expected: 100);

        await cluster.KillSiloAsync(cluster.Silos[1]);
        await PublishAsync(here, "lost");
        await PublishAsync(here, "healthy");

        Assert.Equal(Enumerable.Range(0, 100), await reception.WaitAsync(Patience));
    }

    private static IClusterClient ClientOf(InProcessTestCluster cluster, int silo)
        => cluster.GetSiloServiceProvider(cluster.Silos[silo].SiloAddress).GetRequiredService<IClusterClient>();

    // One queue, so that all streams of a silo share one pulling agent.
    private static async Task<InProcessTestCluster> StartAsync()
    {
        var builder = new InProcessTestClusterBuilder(2);
        builder.Options.ConfigureFileLogging = false;
        builder.Options.InitializeClientOnDeploy = false;
        builder.ConfigureSilo((_, silo) => silo.AddCallStreams(
            CallStreams.Provider, new CallStreamQueues(new CallStreamOptions { QueueCount = 1 })));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }

    private static async Task<Task<int[]>> ReceiveAsync(IClusterClient client, string key, int expected)
    {
        var complete = new TaskCompletionSource<int[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        var received = new List<int>();
        await StreamCluster.StreamOf<int>(client, key).SubscribeAsync((number, _) =>
        {
            received.Add(number);
            if (received.Count == expected)
            {
                complete.SetResult([.. received]);
            }

            return Task.CompletedTask;
        });
        return complete.Task;
    }

    private static async Task PublishAsync(IClusterClient client, string key)
    {
        var stream = StreamCluster.StreamOf<int>(client, key);
        foreach (int number in Enumerable.Range(0, 100))
        {
            await stream.OnNextAsync(number);
        }
    }
}
