using MinMo.Audio.Spectra;

namespace MinMo.Models.Parity.Whisper;

/// <summary>Waves to log-mel features.</summary>
internal sealed class WhisperLogMelKind : IGoldenKind
{
    public string Name => "whisper.logmel";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var window = golden.Parameters.GetProperty("samples").GetInt32();
        var bands = golden.Parameters.GetProperty("n_mels").GetInt32();
        var every = golden.Parameters.GetProperty("every").GetInt32();
        var spectrogram = new LogMelSpectrogram(new LogMelSettings(Bands: bands));
        var frames = spectrogram.FrameCount(window);
        var kept = (frames + every - 1) / every;
        var waves = WhisperGolden.Items(golden, "waveform");

        var features = new List<float>(waves.Count * bands * kept);
        foreach (var wave in waves)
        {
            var whole = spectrogram.Compute(WhisperGolden.Wave(wave), window); // [bands, frames]
            features.AddRange(whole.Where((_, index) => index % frames % every == 0));
        }

        outputs.Add("features", [waves.Count, bands, kept], [.. features]);
    }
}
