using MinMo.Audio.Telephony;

namespace MinMo.Audio.Tests.Telephony;

public sealed class G722Tests
{
    private const int FrameSamples = 320;

    [Theory]
    [InlineData("g722-chirp")]
    [InlineData("g722-quiet")]
    [InlineData("g722-voice")]
    public void Decoded_stream_agrees_with_the_golden_sample_by_sample(string name)
    {
        var golden = GoldenFolder.Open(name);
        byte[] codes = golden.Tensor<byte>("inputs.safetensors", "bitstream").Values;
        var samples = new short[2 * codes.Length];

        new G722Decoder().Decode(codes, samples);

        Assert.Equal(golden.Tensor<short>("outputs.safetensors", "pcm").Values, samples);
    }

    [Fact]
    public void Packets_decode_and_encode_as_the_whole_stream_does()
    {
        short[] speech = Speech();
        var (whole, packets) = (new byte[speech.Length / 2], new byte[speech.Length / 2]);
        new G722Encoder().Encode(speech, whole);
        var encoder = new G722Encoder();
        for (int at = 0; at < speech.Length; at += FrameSamples)
        {
            int count = Math.Min(FrameSamples, speech.Length - at);
            encoder.Encode(speech.AsSpan(at, count), packets.AsSpan(at / 2));
        }

        Assert.Equal(whole, packets);
        var (decoder, decoded) = (new G722Decoder(), new short[speech.Length]);
        for (int at = 0; at < packets.Length; at += 160)
        {
            decoder.Decode(packets.AsSpan(at, Math.Min(160, packets.Length - at)), decoded.AsSpan(2 * at));
        }

        Assert.Equal(Decoded(whole), decoded);
    }

    [Theory]
    [InlineData("g722-chirp", 20)]
    [InlineData("g722-voice", 20)]
    public void What_is_encoded_comes_back_22_samples_later(string name, double decibels)
    {
        short[] sound = GoldenFolder.Open(name).Tensor<short>("outputs.safetensors", "pcm").Values;
        sound = sound[..(sound.Length / 2 * 2)];
        var codes = new byte[sound.Length / 2];

        new G722Encoder().Encode(sound, codes);

        short[] back = Decoded(codes);
        Assert.True(SignalToNoise(sound, back, G722.DelaySamples) > decibels, $"{SignalToNoise(sound, back, G722.DelaySamples):F1} dB");
        Assert.True(
            SignalToNoise(sound, back, G722.DelaySamples) > SignalToNoise(sound, back, G722.DelaySamples - 1),
            "another delay fits better");
    }

    [Fact]
    public void Loudest_square_wave_neither_overflows_nor_falls_silent()
    {
        var square = new short[16_000];
        for (int i = 0; i < square.Length; i++)
        {
            square[i] = i / 16 % 2 == 0 ? short.MaxValue : short.MinValue;
        }

        var codes = new byte[square.Length / 2];
        new G722Encoder().Encode(square, codes);

        Assert.True(SignalToNoise(square, Decoded(codes), G722.DelaySamples) > 10, "the wave is not the one that went in");
    }

    [Fact]
    public void Frames_are_coded_without_an_allocation()
    {
        var (encoder, decoder) = (new G722Encoder(), new G722Decoder());
        var (samples, codes) = (new short[FrameSamples], new byte[FrameSamples / 2]);
        Code();

        long before = GC.GetAllocatedBytesForCurrentThread();
        Code();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Code()
        {
            encoder.Encode(samples, codes);
            decoder.Decode(codes, samples);
        }
    }

    [Fact]
    public void Rtp_time_stamps_run_at_half_the_sampling_rate() => Assert.Equal(160u, G722.RtpTicks(FrameSamples));

    [Fact]
    public void Odd_samples_and_too_little_room_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new G722Encoder().Encode(new short[3], new byte[2]));
        Assert.Throws<ArgumentException>(() => new G722Encoder().Encode(new short[4], new byte[1]));
        Assert.Throws<ArgumentException>(() => new G722Decoder().Decode(new byte[2], new short[3]));
    }

    private static short[] Speech()
    {
        short[] voice = GoldenFolder.Open("g722-voice").Tensor<short>("outputs.safetensors", "pcm").Values;
        return voice[..(voice.Length / 2 * 2)];
    }

    private static short[] Decoded(byte[] codes)
    {
        var samples = new short[2 * codes.Length];
        new G722Decoder().Decode(codes, samples);
        return samples;
    }

    private static double SignalToNoise(short[] sent, short[] heard, int delay)
    {
        var (signal, noise) = (1.0, 1.0);
        for (int i = 0; i < sent.Length - delay; i++)
        {
            double difference = heard[i + delay] - sent[i];
            signal += (double)sent[i] * sent[i];
            noise += difference * difference;
        }

        return 10 * Math.Log10(signal / noise);
    }
}
