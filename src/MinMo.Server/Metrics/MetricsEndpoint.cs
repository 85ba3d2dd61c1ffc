using System.Reflection;
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

    private static string OwnVersion()
        => typeof(MetricsEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? "unknown";
}
