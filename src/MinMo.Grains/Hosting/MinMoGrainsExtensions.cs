using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Streams;
using MinMo.Grains.Cluster;
using MinMo.Grains.Conversations;
using MinMo.Grains.Workers;
using MinMo.Streams;
using MinMo.Streams.Hosting;
using Orleans.Configuration;
using Orleans.Placement;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Storage;

namespace MinMo.Grains.Hosting;

/// <summary>Adds conversations and workers to a silo.</summary>
public static class MinMoGrainsExtensions
{
    /// <summary>Name of the grain storage of dialogues.</summary>
    public const string DialogueStorage = ConversationGrain.Storage;

    /// <summary>
    /// Adds the conversation and worker grains with the call streams they need. Dialogues are kept in memory unless a
    /// grain storage named <c>conversations</c> was added before.
    /// </summary>
    /// <param name="builder">The silo.</param>
    /// <param name="configure">Limits; defaults when left out.</param>
    /// <param name="queues">Queues shared with a client of the same process; null makes the silo's own.</param>
    /// <param name="device">What the silo's workers compute on, which it announces to the cluster; null for a silo that
    /// never has workers.</param>
    public static ISiloBuilder AddMinMoGrains(
        this ISiloBuilder builder, Action<ConversationOptions>? configure = null, CallStreamQueues? queues = null,
        string? device = "cpu")
    {
        builder.AddCallStreams(CallStreams.Provider, queues);
        builder.AddNodes(device);
        if (!builder.Services.Any(IsDialogueStorage))
        {
            builder.AddMemoryGrainStorage(ConversationGrain.Storage);
        }

        builder.Services.AddMetrics();
        builder.Services.AddOptions<ConversationOptions>().Configure(configure ?? (_ => { }));
        builder.Services.TryAddSingleton(services => new WorkerDirectory(
            services.GetServices<WorkerRegistration>(), services.GetService<TimeProvider>()));
        builder.Services.TryAddSingleton<IWorkerDirectory>(services => services.GetRequiredService<WorkerDirectory>());
        builder.Services.TryAddSingleton<PlaceFinder>();
        builder.Services.TryAddSingleton<CallMetrics>();
        builder.Services.TryAddSingleton<ConversationParts>();
        return builder;
    }

    /// <summary>Adds a worker that is there from the begin; others can join <see cref="WorkerDirectory"/> later.</summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="name">Unique over the cluster.</param>
    /// <param name="create">Makes or finds its engine.</param>
    public static IServiceCollection AddMinMoWorker(
        this IServiceCollection services, string name, Func<IServiceProvider, IInferenceEngine> create)
        => services.AddSingleton(provider => new WorkerRegistration(name, create(provider)));

    /// <summary>
    /// Grains of ours stay where they were first asked for: calls with their gateway, workers with their device. The
    /// directory is the one that survives the loss of a silo: with Orleans's usual one a silo that dies takes the calls
    /// of other silos with it whose entries it kept.
    /// </summary>
    private static void AddNodes(this ISiloBuilder builder, string? device)
    {
        builder.AddDistributedGrainDirectory();
        builder.Configure<GrainDirectoryOptions>(static options => options.RangeLeaseDuration = TimeSpan.Zero);
        builder.UseSiloMetadata(device is null ? [] : new Dictionary<string, string> { [NodeMetadata.Device] = device });
        builder.Services.AddSingleton<PlacementStrategy, PreferLocalPlacement>();
        builder.Services.AddPlacementFilter<PinnedToSiloFilter, PinnedToSiloDirector>(ServiceLifetime.Transient);
        builder.AddGrainService<NodeDesk>();
        builder.Services.AddOptions<NodeWatchOptions>();
        builder.Services.TryAddSingleton<NodeDesks>();
        builder.Services.TryAddSingleton<NodeSurroundings>();
        builder.Services.TryAddSingleton<NodeWatch>();
        builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(
            static services => services.GetRequiredService<NodeWatch>());
    }

    private static bool IsDialogueStorage(ServiceDescriptor service)
        => service.ServiceType == typeof(IGrainStorage) && Equals(service.ServiceKey, ConversationGrain.Storage);
}
