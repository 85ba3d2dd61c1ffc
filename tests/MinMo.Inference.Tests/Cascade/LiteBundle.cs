using Microsoft.Extensions.Logging.Abstractions;
using MinMo.Inference.Cascade;
using MinMo.Inference.Engine;
using MinMo.Inference.Tests.Scripting;
using MinMo.Models.Bundles;
using MinMo.Testing.Goldens;

namespace MinMo.Inference.Tests.Cascade;

/// <summary>One engine over the real weights of <c>lite-en</c>, shared by all tests of a class; null where they are not
/// installed.</summary>
public sealed class LiteBundle : IAsyncLifetime
{
    /// <summary>Why tests are skipped.</summary>
    public const string Missing =
        "needs the weights of lite-en (whisper-tiny, smollm2-135m-instruct, piper-joe, smart-turn, silero-vad) in the "
        + "folder that MINMO_WEIGHTS names, and espeak-ng";

    private static readonly string[] Parts =
        ["whisper-tiny", "smollm2-135m-instruct", "piper-joe", "smart-turn", "silero-vad"];

    private readonly DirectoryInfo _cache = Directory.CreateTempSubdirectory("minmo-lite-");
    private readonly ListedMeters _meters = new();

    internal InferenceEngine? Engine { get; private set; }

    internal ListedMeters Meters => _meters;

    public async ValueTask InitializeAsync()
    {
        if (Parts.All(static part => InstalledWeights.Find(part) is not null) && HasPhonemizer())
        {
            var options = new EngineOptions { Worker = "lite", Places = 4, LaneLength = 1_024, Calibrates = false };
            Engine = await CascadeEngine.StartAsync(
                Bundle(), options, TimeProvider.System, _meters, NullLoggerFactory.Instance);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Engine is not null)
        {
            await Engine.DisposeAsync();
        }

        _meters.Dispose();
        _cache.Delete(recursive: true);
    }

    private static bool HasPhonemizer()
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(static folder => File.Exists(Path.Combine(folder, "espeak-ng")));

    private static string Folder(string part) => InstalledWeights.Find(part)!;

    private CascadeBundle Bundle() => new()
    {
        Name = "lite-en",
        LanguageModelPath = Directory.GetFiles(Folder("smollm2-135m-instruct"), "*.gguf")[0],
        EarsFolder = Folder("whisper-tiny"),
        VoiceFolder = Path.Combine(Folder("piper-joe"), "en_US-joe-medium.onnx"),
        SmartTurnFolder = Folder("smart-turn"),
        SileroFolder = Folder("silero-vad"),
        CacheFolder = _cache.FullName,
    };
}
