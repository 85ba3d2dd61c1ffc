using MinMo.Audio.Spectra;

namespace MinMo.Models.Parity.Audio;

internal sealed class WhisperMelKind : IGoldenKind
{
    public string Name => "audio.whisper_mel";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var bands = golden.Parameters.GetProperty("n_mels").GetInt32();
        var spectrogram = new LogMelSpectrogram(new LogMelSettings(Bands: bands));
        var waveform = golden.Inputs["waveform"].Floats;
        foreach (var length in golden.Lengths())
        {
            var features = spectrogram.Compute(waveform.AsSpan(0, length), length); // [bands, frames]
            outputs.Add($"mel.{length}", [bands, spectrogram.FrameCount(length)], features);
        }
    }
}
