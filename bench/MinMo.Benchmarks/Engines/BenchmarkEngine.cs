using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MinMo.Inference.Engine;
using MinMo.Inference.Hosting;
using MinMo.Models.Bundles;
using MinMo.Testing.Files;
using MinMo.Testing.Weights;

namespace MinMo.Benchmarks.Engines;

/// <summary>An engine of an installed bundle, without a node around it.</summary>
internal static class BenchmarkEngine
{
    /// <summary>A bundle in the sizes of nano-en with random weights, made for the run.</summary>
    private const string RandomNano = "random-nano";

    /// <summary>Starts it, hands it over and stops it.</summary>
    public static async Task UseAsync(string bundle, Action<EngineOptions> configure, Func<InferenceEngine, Task> use)
    {
        var services = new ServiceCollection();
        services.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Error));
        services.AddMetrics();
        services.AddMinMoInference(configure);
        await using var provider = services.BuildServiceProvider();
        using var installed = Installed(bundle);
        await use(await provider.GetRequiredService<InferenceEngines>().StartAsync(bundle, installed.Bundle));
    }

    /// <summary>Hands the parts of a bundle over.</summary>
    public static void With(string bundle, Action<EngineBundle> use)
    {
        using var installed = Installed(bundle);
        use(installed.Bundle);
    }

    private static InstalledBundle Installed(string bundle)
    {
        var random = bundle == RandomNano ? new TemporaryFolder() : null;
        if (random is not null)
        {
            TinyMinmo.WriteNano(random.Of("models", RandomNano), RandomNano);
        }

        var home = Environment.GetEnvironmentVariable("MINMO_HOME")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "minmo");
        var store = new BundleStore(random?.Of("home") ?? home, random?.Of("models") ?? Path.GetFullPath("models"));
        return new InstalledBundle(store.Resolve(bundle), random);
    }

    /// <summary>A bundle, and its folder if it was made for the run.</summary>
    private sealed record InstalledBundle(EngineBundle Bundle, TemporaryFolder? Made) : IDisposable
    {
        public void Dispose() => Made?.Dispose();
    }
}
