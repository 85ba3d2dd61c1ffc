using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MinMo.Gateways.Calls;
using MinMo.Gateways.Realtime;

namespace MinMo.Gateways.Hosting;

/// <summary>Puts the gateways into a node.</summary>
public static class MinMoGatewaysExtensions
{
    /// <summary>Registers the gateways. Calls are opened through the node's own Orleans client, unless
    /// <see cref="ICallLines"/> was registered before.</summary>
    public static IServiceCollection AddMinMoGateways(this IServiceCollection services)
    {
        services.AddOptions<RealtimeOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddMinMoCallLines();
        services.TryAddSingleton<RealtimeEndpoint>();
        return services;
    }

    /// <summary>Registers <see cref="ICallLines"/> alone, for programs that play calls without taking connections.</summary>
    public static IServiceCollection AddMinMoCallLines(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ICallLines, OrleansCallLines>();
        return services;
    }

    /// <summary>Answers at <c>/v1/realtime</c> and its alias <c>/openai/v1/realtime</c>. WebSockets must be enabled.</summary>
    public static IEndpointRouteBuilder MapRealtime(this IEndpointRouteBuilder routes)
    {
        var endpoint = routes.ServiceProvider.GetRequiredService<RealtimeEndpoint>();
        routes.Map("/v1/realtime", endpoint.AnswerAsync);
        routes.Map("/openai/v1/realtime", endpoint.AnswerAsync);
        return routes;
    }
}
