using Microsoft.Extensions.Logging.Abstractions;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Inference.Cascade;
using MinMo.Inference.Engine;
using MinMo.Inference.Tests.Scripting;
using MinMo.Models.Bundles;
using MinMo.Models.OnnxGraphs;
using MinMo.Testing.Files;
using MinMo.Testing.Goldens;
using MinMo.Testing.Weights;

namespace MinMo.Inference.Tests.Cascade.SpeechTokens;

/// <summary>A call through every part of a cascade whose language model and voice have random weights: what it says is
/// noise.</summary>
public sealed class CosyVoiceCallTests : IDisposable
{
    private const string Missing =
        "needs whisper-tiny, smart-turn and silero-vad in the folder that MINMO_WEIGHTS names";

    private readonly TemporaryFolder _folder = new();
    private readonly ListedMeters _meters = new();

    public void Dispose()
    {
        _meters.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_call_goes_through_every_part_and_yields_audio()
    {
        Assert.SkipUnless(IsInstalled("whisper-tiny", "smart-turn", "silero-vad"), Missing);
        TinyCosyVoice.Write(_folder.Of("voice"));
        var options = new EngineOptions
        {
            Worker = "w",
            Places = 1,
            LaneLength = 512,
            LanguagePrecision = WeightPrecision.Float32,
            Calibrates = false,
        };
        await using var engine = await CascadeEngine.StartAsync(
            Bundle(), options, TimeProvider.System, _meters, NullLoggerFactory.Instance);
        var place = Assert.IsType<Admission.Granted>(
            await engine.OpenAsync(new SessionRequest(new CallId("call"), new CallSettings()), Token));
        var call = new Minmo.TinyMinmoCall(engine, place);

        Assert.Equal((24_000, 5), (engine.Description.VoiceRateHz, engine.Description.VoiceBlockTokens));
        await call.AppendAsync(0, PromptSegment.Whole(DialogueRole.User, "Hello."), PromptSegment.OpenReply());
        var thought = await call.ThinkAsync(20);
        var samples = await call.SayAsync(thought.Tokens, mostBlocks: 60);

        Assert.NotEmpty(thought.Tokens);
        Assert.Contains(samples, static sample => sample != 0);
        await engine.ReleaseAsync(place.Session, Token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static bool IsInstalled(params string[] parts)
        => parts.All(static part => InstalledWeights.Find(part) is not null);

    private CascadeBundle Bundle() => new()
    {
        Name = "cosy",
        LanguageModelPath = TinyQwen.Folder,
        EarsFolder = InstalledWeights.Find("whisper-tiny")!,
        VoiceFolder = _folder.Of("voice"),
        VoiceFormat = BundlePartFormat.CosyVoice2,
        SmartTurnFolder = InstalledWeights.Find("smart-turn")!,
        SileroFolder = InstalledWeights.Find("silero-vad")!,
        CacheFolder = _folder.Of("cache"),
    };
}
