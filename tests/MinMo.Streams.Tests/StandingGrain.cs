using System.Collections.Concurrent;
using MinMo.Abstractions.Streams;
using Orleans.Streams;

namespace MinMo.Streams.Tests;

/// <summary>Subscribes to the stream of its key and takes its first message only when the test lets it.</summary>
internal sealed class StandingGrain : Grain, IStandingGrain
{
    private static readonly ConcurrentDictionary<string, TaskCompletionSource> Gates = new();

    public static TaskCompletionSource GateOf(string key)
        => Gates.GetOrAdd(key, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    public async Task SubscribeAsync()
    {
        var key = this.GetPrimaryKeyString();
        var stream = this.GetStreamProvider(CallStreams.Provider).GetStream<int>(StreamId.Create("test", key));
        await stream.SubscribeAsync((_, _) => GateOf(key).Task);
    }
}
