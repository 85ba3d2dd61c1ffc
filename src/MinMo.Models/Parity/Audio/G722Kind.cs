using MinMo.Audio.Telephony;

namespace MinMo.Models.Parity.Audio;

internal sealed class G722Kind : IGoldenKind
{
    public string Name => "audio.g722";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var codes = Array.ConvertAll(golden.Inputs["bitstream"].Integers, static code => (byte)code);
        var samples = new short[codes.Length * G722.SamplesPerByte];
        new G722Decoder().Decode(codes, samples);
        outputs.Add("pcm", [samples.Length], Array.ConvertAll(samples, static sample => (long)sample));
    }
}
