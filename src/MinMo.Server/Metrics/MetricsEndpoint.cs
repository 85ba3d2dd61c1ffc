using System.Reflection;
using MinMo.Gateways.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace MinMo.Server.Metrics;

/// <summary>What the node measures of itself, at <c>/metrics</c> in the text format of Prometheus: the meters of the
/// engine and of the calls, and memory and processor time of the process.</summary>
internal static class MetricsEndpoint
{
    // System.Runtime is .NET's own meter of the process.
    private static readonly string[] Meters = ["MinMo.*", "System.Runtime"];

    public static void AddMetricsEndpoint(this IServiceCollection services)
        => services.AddOpenTelemetry()
            .ConfigureResource(static resource => resource.AddService("minmo", serviceVersion: OwnVersion()))
            .WithMetrics(static metrics => metrics.AddMeter(Meters).AddPrometheusExporter());

    /// <summary>Answers at <c>/metrics</c>, to those who bring a key where calls need one.</summary>
    public static void MapMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint(
        path: null, meterProvider: null, configureBranchedPipeline: static branch => branch.UseAccessKeys(), optionsName: null);

    private static string OwnVersion()
        => typeof(MetricsEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? "unknown";
}
