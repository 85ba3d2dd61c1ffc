using MinMo.Gateways.Hosting;
using MinMo.Gateways.Realtime;
using MinMo.Models.Bundles;
using MinMo.Server.Metrics;
using MinMo.Server.Page;

namespace MinMo.Server.Hosting;

/// <summary>Puts one node together: silo, streams, grains, gateways and the page.</summary>
public static class MinMoHost
{
    private const int LevelsUp = 6;

    /// <summary>A node that is ready to be started. Calls are answered by the engines of its bundles and by those that
    /// <paramref name="configure"/> adds by <c>builder.Services.AddMinMoWorker</c>; without any, calls are refused.</summary>
    /// <param name="args">Configuration as <c>--Minmo:Samples=path</c> or <c>--urls=http://localhost:5080</c>.</param>
    /// <param name="configure">Registers engines and anything else before the node is built.</param>
    /// <param name="bundles">Each gets a worker named like it; the first one is the default.</param>
    /// <exception cref="ArgumentException">The node's settings contradict each other, or there is no such setting of an
    /// engine.</exception>
    public static WebApplication Build(
        string[] args, Action<WebApplicationBuilder>? configure = null, IReadOnlyList<EngineBundle>? bundles = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls(NodeOptions.DefaultUrl);
        }

        QuietFrameworks(builder.Logging);
        var section = builder.Configuration.GetSection(NodeOptions.Section);
        var node = section.Get<NodeOptions>() ?? new NodeOptions();
        builder.Services.Configure<RealtimeOptions>(section);
        builder.Services.AddEngineSettings(builder.Configuration);
        builder.Services.AddMinMoGateways();
        builder.Services.AddMetricsEndpoint();
        builder.Services.AddHostedService<StartupReport>();
        builder.AddMinMoNode(bundles ?? [], node: node);
        configure?.Invoke(builder);
        var app = builder.Build();
        app.MapHealth();
        app.MapMetrics();
        if (node.Role != NodeRole.Worker)
        {
            app.UseWebSockets();
            app.MapPage(FindSamples(node.Samples));
            app.MapRealtime();
        }

        return app;
    }

    /// <summary>Per-request and per-grain messages would hide the few that matter.</summary>
    private static void QuietFrameworks(ILoggingBuilder logging)
    {
        logging.AddFilter("Orleans", LogLevel.Warning);
        logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error); // its first check counts from the machine's start
        logging.AddFilter("Microsoft.Orleans", LogLevel.Warning);
        logging.AddFilter("Polly", LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
    }

    private static string? FindSamples(string? configured)
    {
        if (configured is not null)
        {
            return Path.GetFullPath(configured);
        }

        return FoldersFrom(Directory.GetCurrentDirectory()).Concat(FoldersFrom(AppContext.BaseDirectory))
            .Select(folder => Path.Combine(folder, "samples"))
            .FirstOrDefault(Directory.Exists);
    }

    private static IEnumerable<string> FoldersFrom(string begin)
    {
        var folder = new DirectoryInfo(begin);
        for (int level = 0; level < LevelsUp && folder is not null; level++, folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }
}
