using MinMo.Audio.Spectra;
using MinMo.Models.Whisper;
using static TorchSharp.torch;

namespace MinMo.Models.Parity.Whisper;

/// <summary>A wave through front end, encoder and decoder with given tokens.</summary>
internal sealed class WhisperModelKind : IGoldenKind
{
    public string Name => "whisper.model";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        using var network = WhisperNetwork.Open(golden.RequireCheckpoint());
        var window = golden.Parameters.GetProperty("samples").GetInt32();
        var spectrogram = new LogMelSpectrogram(new LogMelSettings(Bands: network.Configuration.MelBands));
        var features = spectrogram.Compute(WhisperGolden.Wave(golden.Inputs["waveform.0"]), window);
        int[] frames = [spectrogram.FrameCount(window)];
        var input = tensor(features, [1, spectrogram.Bands, frames[0]]); // [1, bands, t]
        var tokens = golden.Inputs["tokens"].ToTorch(); // [1, l]
        var states = network.Encoder.Encode(input, frames); // [1, s, d]
        var logits = WhisperGolden.TeacherForced(
            network, states, [WhisperEncoder.RowsOf(frames[0])], tokens, [(int)tokens.shape[1]]);

        outputs.Add("encoder", Strided(states, 1, golden.Parameters.GetProperty("rows").GetInt64()));
        outputs.Add("logits", Strided(logits, 2, golden.Parameters.GetProperty("every").GetInt64()));
    }

    private static Tensor Strided(Tensor values, long dimension, long step)
        => values.slice(dimension, 0, values.shape[dimension], step);
}
