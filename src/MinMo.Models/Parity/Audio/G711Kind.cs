using MinMo.Audio.Telephony;

namespace MinMo.Models.Parity.Audio;

internal sealed class G711Kind : IGoldenKind
{
    private delegate void Encoder(ReadOnlySpan<short> samples, Span<byte> codes);

    private delegate void Decoder(ReadOnlySpan<byte> codes, Span<short> samples);

    public string Name => "audio.g711";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var samples = Array.ConvertAll(golden.Inputs["samples"].Integers, value => (short)value);
        var codes = Array.ConvertAll(golden.Inputs["codes"].Integers, value => (byte)value);
        outputs.Add("ulaw.encoded", [samples.Length], Encode(samples, G711.EncodeMuLaw));
        outputs.Add("alaw.encoded", [samples.Length], Encode(samples, G711.EncodeALaw));
        outputs.Add("ulaw.decoded", [codes.Length], Decode(codes, G711.DecodeMuLaw));
        outputs.Add("alaw.decoded", [codes.Length], Decode(codes, G711.DecodeALaw));
    }

    private static long[] Encode(short[] samples, Encoder encode)
    {
        var codes = new byte[samples.Length];
        encode(samples, codes);
        return Array.ConvertAll(codes, code => (long)code);
    }

    private static long[] Decode(byte[] codes, Decoder decode)
    {
        var samples = new short[codes.Length];
        decode(codes, samples);
        return Array.ConvertAll(samples, sample => (long)sample);
    }
}
