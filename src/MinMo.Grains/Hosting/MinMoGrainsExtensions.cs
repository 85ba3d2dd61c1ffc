using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Streams;
using MinMo.Grains.Conversations;
using MinMo.Grains.Workers;
using MinMo.Streams;
using MinMo.Streams.Hosting;
using Orleans.Storage;

namespace MinMo.Grains.Hosting;

/// <summary>Adds conversations and workers to a silo.</summary>
public static class MinMoGrainsExtensions
{
    /// <summary>
    /// Adds the conversation and worker grains with the call streams they need. Dialogues are kept in memory unless a
    /// grain storage named <c>conversations</c> was added before.
    /// </summary>
    /// <param name="builder">The silo.</param>
    /// <param name="configure">Limits; defaults when left out.</param>
    /// <param name="queues">Queues shared with a client of the same process; null makes the silo's own.</param>
    public static ISiloBuilder AddMinMoGrains(
        this ISiloBuilder builder, Action<ConversationOptions>? configure = null, CallStreamQueues? queues = null)
    {
        builder.AddCallStreams(CallStreams.Provider, queues);
        if (!builder.Services.Any(IsDialogueStorage))
        {
            builder.AddMemoryGrainStorage(ConversationGrain.Storage);
        }

        builder.Services.AddMetrics();
        builder.Services.AddOptions<ConversationOptions>().Configure(configure ?? (_ => { }));
        builder.Services.TryAddSingleton<WorkerDirectory>();
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

    private static bool IsDialogueStorage(ServiceDescriptor service)
        => service.ServiceType == typeof(IGrainStorage) && Equals(service.ServiceKey, ConversationGrain.Storage);
}
