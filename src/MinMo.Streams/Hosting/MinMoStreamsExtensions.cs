using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MinMo.Streams.Queues;
using Orleans.Storage;
using Orleans.Streams;

namespace MinMo.Streams.Hosting;

/// <summary>Adds the call streams to a silo or to a client of the same process.</summary>
public static class MinMoStreamsExtensions
{
    /// <summary>Name of the grain storage that keeps who has subscribed to what.</summary>
    public const string SubscriptionStorage = "PubSubStore";

    // The agent pulls again this long after a read that gave nothing; reads wait for messages, so that this counts
    // only while a new stream is being registered.
    private static readonly TimeSpan PullAgainAfter = TimeSpan.FromMilliseconds(1);

    // A frame that could not be delivered for this long is of no use any more.
    private static readonly TimeSpan DeliverWithin = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Adds a stream provider which delivers within the process at once. Subscriptions are explicit; their storage is
    /// in memory unless one named <see cref="SubscriptionStorage"/> was added before. Publishing waits when a subscriber lags (see <see cref="CallStreamOptions"/>).
    /// </summary>
    /// <param name="builder">The silo.</param>
    /// <param name="name">The provider's name, <c>CallStreams.Provider</c>.</param>
    /// <param name="queues">The process's queues; null makes the silo's own.</param>
    public static ISiloBuilder AddCallStreams(this ISiloBuilder builder, string name, CallStreamQueues? queues = null)
    {
        builder.Services.TryAddSingleton(queues ?? new CallStreamQueues());
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(
            services => ActivatorUtilities.CreateInstance<CallStreamWarmUp>(services, name));
        if (!builder.Services.Any(IsSubscriptionStorage))
        {
            builder.AddMemoryGrainStorage(SubscriptionStorage);
        }

        return builder.AddPersistentStreams(name, CreateFactory, streams =>
        {
            streams.ConfigureStreamPubSub(StreamPubSubType.ExplicitGrainBasedOnly);
            streams.ConfigurePartitionBalancing((_, _) => new LocalQueueBalancer());
            streams.ConfigurePullingAgent(agent => agent.Configure(options =>
            {
                options.GetQueueMsgsTimerPeriod = PullAgainAfter;
                options.MaxEventDeliveryTime = DeliverWithin;
            }));
        });
    }

    /// <summary>Adds the same provider to a client that runs in the silo's process with services of its own.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="name">The provider's name, <c>CallStreams.Provider</c>.</param>
    /// <param name="queues">The silo's queues.</param>
    public static IClientBuilder AddCallStreams(this IClientBuilder builder, string name, CallStreamQueues queues)
    {
        builder.Services.TryAddSingleton(queues);
        builder.Services.TryAddSingleton(TimeProvider.System);
        return builder.AddPersistentStreams(
            name, CreateFactory, streams => streams.ConfigureStreamPubSub(StreamPubSubType.ExplicitGrainBasedOnly));
    }

    private static bool IsSubscriptionStorage(ServiceDescriptor service)
        => service.ServiceType == typeof(IGrainStorage) && Equals(service.ServiceKey, SubscriptionStorage);

    private static CallQueueAdapterFactory CreateFactory(IServiceProvider services, string name) => new(
        name, services.GetRequiredService<CallStreamQueues>(), services.GetRequiredService<TimeProvider>());
}
