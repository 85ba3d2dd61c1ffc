using MinMo.Models.Piper;

namespace MinMo.Models.Parity.Piper;

internal sealed class PiperPcmKind : IGoldenKind
{
    public string Name => "piper.pcm";

    public GoldenOutputs Run(GoldenCase golden)
    {
        var audio = golden.Inputs["audio"].Floats;
        var volume = golden.Parameters.GetProperty("volume").GetSingle();
        var pcm = new short[audio.Length];
        if (golden.Parameters.GetProperty("normalize").GetBoolean())
        {
            PiperPcm.WriteNormalized(audio, volume, pcm);
        }
        else
        {
            PiperPcm.Write(audio, volume, pcm);
        }

        var outputs = new GoldenOutputs();
        outputs.Add("pcm", [pcm.Length], Array.ConvertAll(pcm, static sample => (long)sample));
        return outputs;
    }
}
