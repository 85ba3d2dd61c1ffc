using MinMo.Audio.Files;
using MinMo.Models.Bundles;
using MinMo.Models.Bundles.Installing;
using MinMo.Models.Parity;
using MinMo.Testing.Files;
using MinMo.Testing.Goldens;

namespace MinMo.Testing.Weights;

/// <summary>Qwen2, SenseVoiceSmall and CosyVoice 2 in the layouts in which they are published, a few layers each, and a
/// caller whom these ears understand. Language model and voice have random weights: what is said is noise.</summary>
public sealed class PublicCheckpoints : IDisposable
{
    private const int CallerRateHz = 16_000;

    private readonly TinyWeights _base = new();
    private readonly TemporaryFolder _folder = new();

    /// <summary>Writes what the repository does not hold to a temporary folder, which <see cref="Dispose"/> deletes.</summary>
    public PublicCheckpoints()
    {
        _base.RestoreActivations();
        TinyCosyVoice.Write(Voice);
        TinyCosyVoice.WritePrompt(Voice);
    }

    /// <summary>As Qwen2.5-Instruct.</summary>
    public static string LanguageModel => TinyQwen.Folder;

    /// <summary>As SenseVoiceSmall, with <c>model.onnx</c> beside <c>model.pt</c>; trained on synthetic tones.</summary>
    public static string Ears { get; } = GoldenFolders.Of("sensevoice", "checkpoints", "trained");

    /// <summary>What <see cref="Caller"/> says.</summary>
    public static string CallerWords => "안녕 하세요";

    /// <summary>As CosyVoice2-0.5B, with a voice to imitate.</summary>
    public string Voice => _folder.Of("CosyVoice2-tiny");

    /// <summary>Someone who says a sentence, 16 kHz, -1 ... 1.</summary>
    public static float[] Caller()
        => GoldenCase.Load(GoldenFolders.Of("sensevoice", "recognize-batch-itn"), weightsRoot: null).Inputs["waveform.0"].Floats;

    /// <summary>Installs the bundle that gives the detectors.</summary>
    public void InstallBase(BundleStore store, string name)
        => new BundleImport(store).ImportWeights(name, "detectors for tests", _base.Known(), _base.Folder);

    /// <summary>Records the caller.</summary>
    /// <returns>The WAV file's path.</returns>
    public string Record()
    {
        var path = _folder.Of("caller.wav");
        using var writer = WavWriter.Create(path, CallerRateHz);
        writer.Write(Caller());
        return path;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _base.Dispose();
        _folder.Dispose();
    }
}
