using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Inference.Device;
using MinMo.Inference.Engine;
using MinMo.Inference.Planning;

namespace MinMo.Inference.Tests.Scripting;

/// <summary>A real engine over scripted places and one scripted runner.</summary>
internal sealed class ScriptedWorker : IAsyncDisposable
{
    public const string Bundle = "scripted";

    private ScriptedWorker(InferenceEngine engine, ScriptedRunner runner, IReadOnlyList<ScriptedPlace> places)
    {
        Engine = engine;
        Runner = runner;
        Places = places;
    }

    /// <summary>What a call is said to take.</summary>
    public const long BytesOfPlace = 1_000;

    public InferenceEngine Engine { get; }

    public ScriptedRunner Runner { get; }

    public IReadOnlyList<ScriptedPlace> Places { get; }

    public static async Task<ScriptedWorker> StartAsync(
        int places = 4, Action<EngineOptions>? configure = null, ScriptedRunner? runner = null,
        TimeProvider? time = null, IMeterFactory? meters = null)
    {
        var options = new EngineOptions { Worker = "w" };
        configure?.Invoke(options);
        runner ??= new ScriptedRunner();
        ScriptedPlace[] slots = [.. Enumerable.Range(0, places).Select(static slot => new ScriptedPlace(slot))];
        var device = new DeviceSettings(
            "only",
            new Dictionary<StepKind, IStepRunner> { [StepKind.Think] = runner, [StepKind.Hush] = runner },
            new Dictionary<StepKind, KindPolicy>
            {
                [StepKind.Think] = new(BatchLimit: 4, SeveralOfSession: false, FillsWithSpeculation: true),
                [StepKind.Hush] = new(BatchLimit: 4, SeveralOfSession: false, FillsWithSpeculation: true),
            });
        var description = new EngineDescription(Bundle, "cascade", 512, 16_000, true, false, places, 128);
        var observation = new EngineObservation(
            time ?? TimeProvider.System, new EngineMetrics(meters ?? new ListedMeters()), NullLogger.Instance);
        var engine = await InferenceEngine.StartAsync(
            new EngineParts(description, slots, [device], new OwnedParts(), BytesOfPlace), options, observation);
        return new ScriptedWorker(engine, runner, slots);
    }

    public static SessionRequest Request(string call = "call", string tenant = "t", string? bundle = null)
        => new(new CallId(call), new CallSettings { Tenant = new TenantId(tenant), Bundle = bundle });

    public async Task<Admission.Granted> OpenAsync(string tenant = "t")
        => Assert.IsType<Admission.Granted>(
            await Engine.OpenAsync(Request(tenant: tenant), TestContext.Current.CancellationToken));

    public Task<StepResult> ThinkAsync(
        Admission.Granted place, int tokens = 1, bool speculative = false, int seed = 1, int slack = 1000,
        CancellationToken cancellationToken = default)
        => Engine.ExecuteAsync(
            new ThinkStep(place.Session, TimeSpan.FromMilliseconds(slack), speculative, place.Lane, tokens,
                new ReplySettings { Seed = seed }),
            cancellationToken).AsTask();

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}
