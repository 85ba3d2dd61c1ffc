using MinMo.Audio.Resampling;

namespace MinMo.Models.Parity.Audio;

internal sealed class ResampleKind : IGoldenKind
{
    public string Name => "audio.resample";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var from = golden.Parameters.GetProperty("from").GetInt32();
        var to = golden.Parameters.GetProperty("to").GetInt32();
        var mono = MeanOfChannels(golden.Inputs["waveform"]);
        foreach (var length in golden.Lengths())
        {
            var resampled = Resampler.Resample(mono.AsSpan(0, length), from, to, ResampleFilter.Torchaudio);
            outputs.Add($"resampled.{length}", [resampled.Length], resampled);
        }
    }

    /// <param name="waveform">[channels, samples].</param>
    private static float[] MeanOfChannels(GoldenTensor waveform)
    {
        var (channels, samples) = ((int)waveform.Shape[0], (int)waveform.Shape[1]);
        var values = waveform.Floats;
        var mean = new float[samples];
        for (var i = 0; i < samples; i++)
        {
            var sum = 0f;
            for (var channel = 0; channel < channels; channel++)
            {
                sum += values[(channel * samples) + i];
            }

            mean[i] = sum / channels;
        }

        return mean;
    }
}
