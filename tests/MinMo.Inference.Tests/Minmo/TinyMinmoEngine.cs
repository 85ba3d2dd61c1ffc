using Microsoft.Extensions.Logging.Abstractions;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Inference.Engine;
using MinMo.Inference.Minmo;
using MinMo.Inference.Tests.Scripting;
using MinMo.Models.Bundles;
using MinMo.Models.OnnxGraphs;
using MinMo.Testing.Files;
using MinMo.Testing.Weights;
using TorchSharp;

namespace MinMo.Inference.Tests.Minmo;

/// <summary>A real engine over <see cref="TinyMinmo"/>, shared by a class of tests.</summary>
public sealed class TinyMinmoEngine : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public InferenceEngine Engine { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        torch.set_num_threads(1);
        TinyMinmo.Write(_folder.Of("models", "tiny-minmo"));
        var store = new BundleStore(_folder.Of("home"), _folder.Of("models"));
        var options = new EngineOptions
        {
            Worker = "w",
            Places = 3,
            LaneLength = 512,
            LanguagePrecision = WeightPrecision.Float32,
            LanguageThreads = 1,
            LanguageSpins = false,
            Calibrates = false,
        };
        using var meters = new ListedMeters();
        Engine = await MinmoEngine.StartAsync(
            Assert.IsType<MinmoBundle>(store.Resolve("tiny-minmo")), options, TimeProvider.System, meters, NullLoggerFactory.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        _folder.Dispose();
    }

    internal async Task<TinyMinmoCall> OpenAsync()
        => new(Engine, Assert.IsType<Admission.Granted>(await Engine.OpenAsync(
            new SessionRequest(new CallId("call"), new CallSettings()), TestContext.Current.CancellationToken)));
}
