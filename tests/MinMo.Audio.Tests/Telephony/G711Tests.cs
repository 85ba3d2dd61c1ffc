using MinMo.Audio.Telephony;

namespace MinMo.Audio.Tests.Telephony;

public sealed class G711Tests
{
    [Fact]
    public void Every_sample_and_every_code_agree_with_the_golden()
    {
        var golden = GoldenFolder.Open("g711");
        short[] samples = golden.Tensor<short>("inputs.safetensors", "samples").Values;
        byte[] codes = golden.Tensor<byte>("inputs.safetensors", "codes").Values;
        var mu = new byte[samples.Length];
        var a = new byte[samples.Length];
        var muDecoded = new short[codes.Length];
        var aDecoded = new short[codes.Length];

        G711.EncodeMuLaw(samples, mu);
        G711.EncodeALaw(samples, a);
        G711.DecodeMuLaw(codes, muDecoded);
        G711.DecodeALaw(codes, aDecoded);

        Assert.Equal(golden.Tensor<byte>("outputs.safetensors", "ulaw.encoded").Values, mu);
        Assert.Equal(golden.Tensor<byte>("outputs.safetensors", "alaw.encoded").Values, a);
        Assert.Equal(golden.Tensor<short>("outputs.safetensors", "ulaw.decoded").Values, muDecoded);
        Assert.Equal(golden.Tensor<short>("outputs.safetensors", "alaw.decoded").Values, aDecoded);
    }

    [Fact]
    public void Codes_of_silence_decode_to_the_smallest_samples()
    {
        var decoded = new short[1];

        G711.DecodeMuLaw([G711.MuLawSilence], decoded);
        Assert.Equal(0, decoded[0]);

        G711.DecodeALaw([G711.ALawSilence], decoded);
        Assert.Equal(8, decoded[0]);
    }

    [Fact]
    public void Too_little_room_is_refused()
        => Assert.Throws<ArgumentException>(() => G711.EncodeMuLaw(new short[3], new byte[2]));
}
