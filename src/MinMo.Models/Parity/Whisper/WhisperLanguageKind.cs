using MinMo.Models.Whisper;

namespace MinMo.Models.Parity.Whisper;

/// <summary>Features to the probabilities of languages.</summary>
internal sealed class WhisperLanguageKind : IGoldenKind
{
    public string Name => "whisper.language";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var folder = golden.RequireCheckpoint();
        var settings = WhisperGenerationSettings.Read(folder);
        using var executor = new TorchWhisper(WhisperNetwork.Open(folder));
        var features = golden.Inputs["features"]; // [b, bands, t]
        var size = (int)(features.Shape[1] * features.Shape[2]);
        var windows = features.Floats.Chunk(size).Select(item => new WhisperWindow(item, (int)features.Shape[2])).ToArray();
        using var batch = executor.Encode(windows);
        var probabilities = WhisperLanguage.Probabilities(batch, settings, [.. Enumerable.Range(0, windows.Length)]);
        var best = probabilities.Select(row => settings.Languages[Array.IndexOf(row, row.Max())]).ToArray();

        outputs.Add(
            "probabilities", [windows.Length, settings.Languages.Length], [.. probabilities.SelectMany(row => row)]);
        outputs.AddJson("ids", best.Select(language => language.Value).ToArray());
        outputs.AddJson("languages", best.Select(language => language.Key).ToArray());
    }
}
