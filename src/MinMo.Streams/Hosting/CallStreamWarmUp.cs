using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace MinMo.Streams.Hosting;

/// <summary>
/// Sends a message through every queue before the silo is ready, so that the first call does not pay for code that was
/// never run.
/// </summary>
internal sealed partial class CallStreamWarmUp(
    string name, IServiceProvider services, CallStreamQueues queues, TimeProvider time, ILogger<CallStreamWarmUp> logger)
    : ILifecycleParticipant<ISiloLifecycle>
{
    private const string Namespace = "warm-up";
    private const int MostStreams = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public void Participate(ISiloLifecycle observer)
        => observer.Subscribe(nameof(CallStreamWarmUp), ServiceLifecycleStage.Active + 1, WarmUpAsync);

    private async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            await Task.WhenAll(StreamsOfAllQueues().Select(PassThroughAsync))
                .WaitAsync(Patience, time, cancellationToken).ConfigureAwait(false);
            LogWarm(name, time.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (TimeoutException)
        {
            LogCold(name, Patience);
        }
    }

    private IEnumerable<StreamId> StreamsOfAllQueues() => Enumerable.Range(0, MostStreams)
        .Select(index => StreamId.Create(Namespace, $"{Guid.NewGuid():N}-{index}"))
        .DistinctBy(queues.Mapper.GetQueueForStream)
        .Take(queues.Options.QueueCount);

    private async Task PassThroughAsync(StreamId streamId)
    {
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stream = services.GetRequiredKeyedService<IStreamProvider>(name).GetStream<int>(streamId);
        var subscription = await stream.SubscribeAsync((_, _) =>
        {
            passed.TrySetResult();
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        await stream.OnNextAsync(1).ConfigureAwait(false);
        await passed.Task.ConfigureAwait(false);
        await subscription.UnsubscribeAsync().ConfigureAwait(false);
    }
}
