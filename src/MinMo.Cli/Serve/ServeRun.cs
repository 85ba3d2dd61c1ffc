using Microsoft.Extensions.Logging.Console;
using MinMo.Cli.Bundles;
using MinMo.Inference.Engine;
using MinMo.Models.Bundles;
using MinMo.Server.Hosting;

namespace MinMo.Cli.Serve;

/// <summary>One run of <c>minmo serve</c>.</summary>
internal sealed class ServeRun(Surroundings surroundings)
{
    private const int MostCalls = 1024; // EngineOptions.Places

    /// <summary>Sees to the bundles, starts the host, and waits until it is told to stop.</summary>
    /// <exception cref="ArgumentException">The address is none, or the number of calls is out of range.</exception>
    /// <exception cref="IOException">The address is taken.</exception>
    public async Task<int> RunAsync(ServeOptions options, CancellationToken cancellationToken)
    {
        RefuseBadUrl(options.Url);
        if (options.Role == NodeRole.Edge && options.Models.Count > 0)
        {
            throw new ArgumentException("an edge computes nothing: it has no --model");
        }

        if (options.MaximumCalls is < 1 or > MostCalls)
        {
            throw new ArgumentException($"--max-calls is a number from 1 to {MostCalls}");
        }

        var bundles = options.Role == NodeRole.Edge ? [] : await FindBundlesAsync(options, cancellationToken);
        await using var host = MinMoHost.Build(
            [$"--urls={options.Url}", .. options.Settings], builder => Configure(builder, options), bundles);
        await host.StartAsync(cancellationToken);
        foreach (var address in host.Urls)
        {
            surroundings.Output.WriteLine(address);
        }

        await host.WaitForShutdownAsync(cancellationToken);
        return ExitCodes.Success;
    }

    private async Task<List<EngineBundle>> FindBundlesAsync(ServeOptions options, CancellationToken cancellationToken)
    {
        var setup = new BundleSetup(surroundings);
        List<EngineBundle> bundles = [];
        string?[] names = options.Models.Count == 0 ? [null] : [.. options.Models];
        foreach (var name in names)
        {
            bundles.Add(await setup.EnsureAsync(name, cancellationToken));
        }

        Advise(bundles[0]);
        surroundings.Error.WriteLine($"loading {string.Join(", ", bundles.Select(static bundle => bundle.Name))} ...");
        return bundles;
    }

    private void Advise(EngineBundle bundle)
    {
        if (bundle.Name == NanoEnglish.Name)
        {
            surroundings.Error.WriteLine(
                $"{NanoEnglish.Name} ships with minmo and was trained on synthetic voices; {LiteEnglish.Name} understands people "
                + $"better: ./minmo models pull {LiteEnglish.Name}, or without a network ./minmo models import {LiteEnglish.Name} --from DIR");
        }
    }

    private static void Configure(WebApplicationBuilder builder, ServeOptions options)
    {
        builder.Services.Configure<ConsoleLoggerOptions>(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<SimpleConsoleFormatterOptions>(static format => format.SingleLine = true);
        builder.Services.ConfigureAll<EngineOptions>(engine =>
        {
            engine.Places = options.MaximumCalls ?? engine.Places;
            engine.Calibrates &= !options.Uncalibrated;
        });
    }

    private static void RefuseBadUrl(string text)
    {
        if (!Uri.TryCreate(text.Replace("//*", "//localhost", StringComparison.Ordinal), UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException($"'{text}' is no address: --url http://localhost:5080");
        }

        if (ListeningPorts.IsTaken(url.Port))
        {
            throw new IOException($"{text} is taken, perhaps by a minmo that runs; choose another address with --url");
        }
    }
}
