using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Streams;
using Orleans.Streams;

namespace MinMo.Streams.Tests;

public sealed class CallStreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Messages_arrive_complete_and_in_order_of_their_stream()
    {
        await using var cluster = await StreamCluster.StartAsync();
        var receptions = new List<Reception>();
        foreach (var call in Enumerable.Range(0, 20))
        {
            receptions.Add(await Reception.OnAsync(cluster.Hosted, $"call-{call}", expected: 200));
        }

        await Task.WhenAll(Enumerable.Range(0, 20).Select(call => PublishAsync(cluster.Hosted, $"call-{call}", 0, 200)));

        foreach (var reception in receptions)
        {
            Assert.Equal(Enumerable.Range(0, 200), await reception.Complete.WaitAsync(Patience));
        }
    }

    [Fact]
    public async Task The_first_message_after_subscribing_is_not_lost()
    {
        await using var cluster = await StreamCluster.StartAsync();
        foreach (var call in Enumerable.Range(0, 50))
        {
            var reception = await Reception.OnAsync(cluster.Hosted, $"new-{call}", expected: 1);
            await PublishAsync(cluster.Hosted, $"new-{call}", call, 1);
            Assert.Equal(Enumerable.Range(call, 1), await reception.Complete.WaitAsync(Patience));
        }
    }

    [Fact]
    public async Task A_client_with_services_of_its_own_shares_the_silos_queues()
    {
        await using var cluster = await StreamCluster.StartAsync();
        var atClient = await Reception.OnAsync(cluster.Client, "to-client", expected: 3);
        var atSilo = await Reception.OnAsync(cluster.Hosted, "to-silo", expected: 3);

        await PublishAsync(cluster.Hosted, "to-client", 1, 3);
        await PublishAsync(cluster.Client, "to-silo", 4, 3);

        Assert.Equal(Enumerable.Range(1, 3), await atClient.Complete.WaitAsync(Patience));
        Assert.Equal(Enumerable.Range(4, 3), await atSilo.Complete.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_subscriber_that_fails_does_not_stop_other_streams()
    {
        // One queue, so that all streams share one pulling agent.
        await using var cluster = await StreamCluster.StartAsync(new CallStreamOptions { QueueCount = 1 });
        await StreamCluster.StreamOf<int>(cluster.Hosted, "failing")
            .SubscribeAsync((_, _) => throw new InvalidOperationException("This subscriber always fails."));
        var healthy = await Reception.OnAsync(cluster.Hosted, "healthy", expected: 100);

        await PublishAsync(cluster.Hosted, "failing", 0, 10);
        await PublishAsync(cluster.Hosted, "healthy", 0, 100);

        Assert.Equal(Enumerable.Range(0, 100), await healthy.Complete.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_subscriber_that_stands_still_holds_back_its_own_writer_only()
    {
        await using var cluster = await StreamCluster.StartAsync(
            new CallStreamOptions { QueueCount = 1, MessagesPerStream = 8 });
        await cluster.Hosted.GetGrain<IStandingGrain>("standing").SubscribeAsync();
        var healthy = await Reception.OnAsync(cluster.Hosted, "healthy", expected: 100);

        var heldBack = PublishAsync(cluster.Hosted, "standing", 0, 100);
        await PublishAsync(cluster.Hosted, "healthy", 0, 100);

        Assert.Equal(Enumerable.Range(0, 100), await healthy.Complete.WaitAsync(Patience));
        Assert.False(heldBack.IsCompleted);
        StandingGrain.GateOf("standing").SetResult();
        await heldBack.WaitAsync(Patience);
    }

    [Fact]
    public async Task Call_events_travel_as_they_are()
    {
        await using var cluster = await StreamCluster.StartAsync();
        var received = new TaskCompletionSource<CallInput>();
        await StreamCluster.StreamOf<CallInput>(cluster.Hosted, "call").SubscribeAsync((input, _) =>
        {
            received.TrySetResult(input);
            return Task.CompletedTask;
        });
        var sent = new AudioReceived(CallPosition.At(TimeSpan.FromSeconds(1)), [1, -2, 3]);

        await StreamCluster.StreamOf<CallInput>(cluster.Hosted, "call").OnNextAsync(sent);

        Assert.Same(sent, await received.Task.WaitAsync(Patience));
    }

    private static async Task PublishAsync(IClusterClient client, string key, int first, int count)
    {
        var stream = StreamCluster.StreamOf<int>(client, key);
        foreach (var number in Enumerable.Range(first, count))
        {
            await stream.OnNextAsync(number);
        }
    }

    private sealed class Reception
    {
        private readonly TaskCompletionSource<int[]> _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<int> _received = [];

        public Task<int[]> Complete => _complete.Task;

        public static async Task<Reception> OnAsync(IClusterClient client, string key, int expected)
        {
            var reception = new Reception();
            await StreamCluster.StreamOf<int>(client, key).SubscribeAsync((number, _) =>
            {
                reception._received.Add(number);
                if (reception._received.Count == expected)
                {
                    reception._complete.SetResult([.. reception._received]);
                }

                return Task.CompletedTask;
            });
            return reception;
        }
    }
}
