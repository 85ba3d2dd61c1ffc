using System.Text.Json;
using MinMo.Models.MelSpeech;

namespace MinMo.Models.Parity.Audio;

/// <summary>Matcha-TTS' mel spectrogram, as CosyVoice 2 takes it of a prompt.</summary>
internal sealed class MatchaMelKind : IGoldenKind
{
    public string Name => "audio.matcha_mel";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        using var spectrogram = new MelSpectrogram(ConfigurationOf(golden.Parameters));
        var waveform = golden.Inputs["waveform"].ToTorch(); // [n]
        foreach (var length in golden.Lengths())
        {
            outputs.Add($"mel.{length}", spectrogram.WholeFrames(waveform.narrow(0, 0, length).unsqueeze(0))[0]);
        }
    }

    private static MelConfiguration ConfigurationOf(JsonElement parameters)
    {
        var highest = parameters.GetProperty("fmax");
        return new MelConfiguration
        {
            RateHz = parameters.GetProperty("sampling_rate").GetInt32(),
            WindowSamples = parameters.GetProperty("win_size").GetInt32(),
            HopSamples = parameters.GetProperty("hop_size").GetInt32(),
            Bands = parameters.GetProperty("num_mels").GetInt32(),
            LowestHz = parameters.GetProperty("fmin").GetDouble(),
            HighestHz = highest.ValueKind == JsonValueKind.Null ? null : highest.GetDouble(),
            Mean = 0,
            Deviation = 1,
        };
    }
}
