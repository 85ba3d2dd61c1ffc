using MinMo.Models.Checkpoints;
using MinMo.Models.Parity;
using MinMo.Models.Parity.Whisper;
using MinMo.Models.Whisper;
using MinMo.Testing.Goldens;

namespace MinMo.Models.Tests.Whisper;

/// <summary>The real recognizer in 8 bit, its graphs written once for all tests; they are skipped where it is not
/// installed.</summary>
public sealed class InstalledRecognizer : IDisposable
{
    private readonly DirectoryInfo _cache = Directory.CreateTempSubdirectory("minmo-whisper-");
    private readonly List<WhisperRecognizer> _opened = [];
    private readonly Lazy<WhisperRecognizer> _default;

    // Skipping is an exception too, which must be thrown anew for each test.
    public InstalledRecognizer()
        => _default = new Lazy<WhisperRecognizer>(
            () => Open(new WhisperRecognizerSettings()), LazyThreadSafetyMode.PublicationOnly);

    public WhisperRecognizer Default => _default.Value;

    public WhisperRecognizer Open(WhisperRecognizerSettings settings)
    {
        var folder = InstalledWeights.Find("whisper-tiny");
        Assert.SkipWhen(folder is null, "the weights 'whisper-tiny' are not installed");
        var recognizer = WhisperRecognizer.OpenOnnx(folder!, _cache.FullName, settings: settings);
        _opened.Add(recognizer);
        return recognizer;
    }

    /// <summary>Human speech of a golden.</summary>
    public static float[] Wave(string golden, int item)
        => WhisperGolden.Wave(GoldenTensorOf(golden, $"waveform.{item}"));

    public void Dispose()
    {
        _opened.ForEach(recognizer => recognizer.Dispose());
        _cache.Delete(recursive: true);
    }

    private static GoldenTensor GoldenTensorOf(string golden, string name)
    {
        using var file = SafetensorsFile.Open(GoldenFolders.Of("whisper", golden, "inputs.safetensors"));
        return GoldenTensor.Read(file, name);
    }
}
