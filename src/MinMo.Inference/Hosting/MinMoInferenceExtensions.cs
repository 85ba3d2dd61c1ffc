using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MinMo.Inference.Engine;

namespace MinMo.Inference.Hosting;

/// <summary>Adds inference to a node.</summary>
public static class MinMoInferenceExtensions
{
    /// <summary>
    /// Adds <see cref="InferenceEngines"/>, which starts an engine per worker. The options of a worker are those named
    /// like it, on top of what is configured for all.
    /// </summary>
    /// <param name="services">Must also have logging and metrics.</param>
    /// <param name="configure">Settings of all workers of the node.</param>
    public static IServiceCollection AddMinMoInference(
        this IServiceCollection services, Action<EngineOptions>? configure = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<EngineOptions>, EngineOptionsValidator>());
        services.TryAddSingleton<InferenceEngines>();
        if (configure is not null)
        {
            services.ConfigureAll(configure);
        }

        return services;
    }
}
