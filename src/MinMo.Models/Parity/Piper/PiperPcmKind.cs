using MinMo.Models.Piper;

namespace MinMo.Models.Parity.Piper;

internal sealed class PiperPcmKind : IGoldenKind
{
    public string Name => "piper.pcm";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
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

        outputs.Add("pcm", [pcm.Length], Array.ConvertAll(pcm, static sample => (long)sample));
    }
}
