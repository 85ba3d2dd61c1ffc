using MinMo.Audio.Spectra;

namespace MinMo.Models.Parity.Audio;

/// <summary>Kaldi's filter bank: SenseVoice's (Hamming window, scaled to 16 bits) or, as <c>audio.fbank</c>, that of
/// CosyVoice's speaker model (Povey window, as it is, optionally without each band's mean).</summary>
internal sealed class FilterBankKind(string name, FrameWindow window) : IGoldenKind
{
    public string Name => name;

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var bank = new KaldiFilterBank(SettingsOf(golden));
        var waveform = golden.Inputs["waveform"].Floats;
        var normalizes = golden.Parameters.TryGetProperty("normalize", out var flag) && flag.GetBoolean();
        foreach (var length in golden.Lengths())
        {
            var frames = bank.FrameCount(length);
            var features = bank.Compute(waveform.AsSpan(0, length)); // [frames, bands]
            outputs.Add($"fbank.{length}", [frames, bank.Bands], features);
            if (normalizes)
            {
                outputs.Add($"normalized.{length}", [frames, bank.Bands], WithoutMean(features, bank.Bands));
            }
        }
    }

    private FilterBankSettings SettingsOf(GoldenCase golden)
    {
        int Parameter(string key, int otherwise)
            => golden.Parameters.TryGetProperty(key, out var value) ? value.GetInt32() : otherwise;
        var rate = Parameter("fs", Parameter("sample_rate", 16_000));
        return new FilterBankSettings(
            Parameter("n_mels", Parameter("num_mel_bins", 80)),
            rate * Parameter("frame_length", 25) / 1000, rate * Parameter("frame_shift", 10) / 1000, rate)
        {
            Window = window,
            Scale = window == FrameWindow.Hamming ? 32_768 : 1,
        };
    }

    private static float[] WithoutMean(float[] features, int bands)
    {
        var frames = features.Length / bands;
        return [.. features.Select((value, index) =>
            value - (float)Enumerable.Range(0, frames).Average(frame => (double)features[(frame * bands) + (index % bands)]))];
    }
}
