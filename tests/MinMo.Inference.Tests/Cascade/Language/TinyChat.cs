using Microsoft.Extensions.Logging.Abstractions;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Inference.Cascade;
using MinMo.Inference.Cascade.Language;
using MinMo.Inference.Device;
using MinMo.Inference.Engine;
using MinMo.Inference.Lanes;
using MinMo.Inference.Language;
using MinMo.Inference.Tests.Scripting;
using MinMo.Models.OnnxGraphs;
using MinMo.Testing.Goldens;

namespace MinMo.Inference.Tests.Cascade.Language;

/// <summary>A real engine with the language part of a cascade over a random Qwen2 decoder of 77,000 weights.</summary>
internal sealed class TinyChat : IAsyncDisposable
{
    private readonly DirectoryInfo _cache;

    private TinyChat(InferenceEngine engine, DirectoryInfo cache) => (Engine, _cache) = (engine, cache);

    public InferenceEngine Engine { get; }

    public static async Task<TinyChat> StartAsync(Action<EngineOptions>? configure = null)
    {
        var options = new EngineOptions
        {
            Worker = "w",
            LaneLength = 256,
            LanguagePrecision = WeightPrecision.Float32,
            LanguageThreads = 1,
            LanguageSpins = false,
        };
        configure?.Invoke(options);
        var cache = Directory.CreateTempSubdirectory("minmo-tiny-chat-");
        var model = LanguageModel.Open(
            GoldenFolders.Of("qwen2", "checkpoints", "chat"), cache.FullName, options);
        var lanes = new LanePool(options.Places, options.LanesPerCall, model.Decoder.MaximumLength);
        var owned = new OwnedParts();
        owned.Add(model);
        var parts = new EngineParts(
            new EngineDescription("tiny", "cascade", 512, 16_000, true, false, options.Places, options.LaneLength),
            [.. Enumerable.Range(0, options.Places).Select(slot => new CascadePlace(slot, lanes))],
            DeviceLayout.Of(Runners(model, lanes, options), options), owned, BytesOfPlace: 0);
        using var meters = new ListedMeters();
        var observation = new EngineObservation(TimeProvider.System, new EngineMetrics(meters), NullLogger.Instance);
        return new TinyChat(await InferenceEngine.StartAsync(parts, options, observation), cache);
    }

    public async Task<Admission.Granted> OpenAsync()
        => Assert.IsType<Admission.Granted>(await Engine.OpenAsync(
            new SessionRequest(new CallId("call"), new CallSettings()), TestContext.Current.CancellationToken));

    public Task<StepResult> RunAsync(Step step)
        => Engine.ExecuteAsync(step, TestContext.Current.CancellationToken).AsTask();

    public Task<StepResult> AppendAsync(Admission.Granted call, int at, params PromptSegment[] segments)
        => RunAsync(new AppendStep(
            call.Session, TimeSpan.FromSeconds(1), false, call.Lane, new LanePosition(at), segments));

    public async Task<LanePosition> PromptAsync(Admission.Granted call, string words)
        => Assert.IsType<AppendResult>(await AppendAsync(
            call, 0, PromptSegment.Whole(DialogueRole.System, "Be kind."),
            PromptSegment.Whole(DialogueRole.User, words), PromptSegment.OpenReply())).End;

    public async Task<ThinkResult> ThinkAsync(
        Admission.Granted call, int tokens, ReplySettings? wording = null, LaneHandle? lane = null)
        => Assert.IsType<ThinkResult>(await RunAsync(new ThinkStep(
            call.Session, TimeSpan.FromSeconds(1), false, lane ?? call.Lane, tokens, wording ?? new ReplySettings())));

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        _cache.Delete(recursive: true);
    }

    private static Dictionary<StepKind, IStepRunner> Runners(LanguageModel model, LanePool lanes, EngineOptions options)
    {
        var decoder = new LaneDecoder(model.Decoder, lanes);
        var format = PromptFormat.Of(model.Tokenizer);
        return new Dictionary<StepKind, IStepRunner>
        {
            [StepKind.Append] = new AppendRunner(decoder, format, model.Tokenizer, lanes, options.PromptSlice),
            [StepKind.Think] = new ThinkRunner(decoder, format, model.Tokenizer, lanes, usualPenalty: 1.15f),
            [StepKind.Truncate] = new TruncateRunner(),
            [StepKind.Fork] = new ForkRunner(decoder, lanes),
        };
    }
}
