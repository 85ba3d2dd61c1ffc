using MinMo.Cli.Bundles;
using MinMo.Gateways.Calls;
using MinMo.Grains.Conversations;
using MinMo.Models.Bundles;
using MinMo.Models.Bundles.Hub;
using MinMo.Server.Hosting;

namespace MinMo.Cli.Node;

/// <summary>A node for one command: it takes no connections and lives as long as the command.</summary>
internal sealed class LocalNode(Surroundings surroundings)
{
    // The gateway is in this process and cannot be lost; on a busy machine a caller in lock step may wait long for a step.
    private static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(10);

    /// <summary>Starts a node with one bundle, hands its lines over, and stops it.</summary>
    /// <param name="bundle">The bundle; null for the default one, which is fetched when none is installed.</param>
    /// <param name="use">What to do with the node; gives the exit code.</param>
    /// <param name="cancellationToken">Stops starting.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string? bundle, Func<ICallLines, Task<int>> use, CancellationToken cancellationToken)
    {
        EngineBundle installed;
        try
        {
            installed = await new BundleSetup(surroundings).EnsureAsync(bundle, cancellationToken);
        }
        catch (Exception problem) when (problem is HubException or BundleNotInstalledException or BundleFormatException)
        {
            await surroundings.Error.WriteLineAsync($"minmo: {problem.Message}");
            return ExitCodes.Failed;
        }

        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.AddMinMoNode([installed], static engine => engine.Calibrates = false);
        builder.Services.Configure<ConversationOptions>(static options => options.EndWithoutInputAfter = LongestStep);
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        try
        {
            return await use(host.Services.GetRequiredService<ICallLines>());
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }
}
