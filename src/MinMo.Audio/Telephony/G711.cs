namespace MinMo.Audio.Telephony;

/// <summary>ITU-T G.711: 8 bits a sample, as on the wire (µ-law with all bits inverted, A-law with the even bits
/// toggled), to and from 16-bit linear samples.</summary>
/// <remarks>Decoding agrees with every common implementation. Where encoders differ by one code for some negative
/// samples, this one shifts first (rounding towards minus infinity), then takes the sign off.</remarks>
public static class G711
{
    /// <summary>The µ-law code of silence.</summary>
    public const byte MuLawSilence = 0xFF;

    /// <summary>The A-law code nearest to silence: it decodes to +8.</summary>
    public const byte ALawSilence = 0xD5;

    private const int MuLawBias = 33;
    private const int MuLawLargest = 8158; // the law's 8159 has the same code, and would carry into a ninth segment

    private static readonly byte[] MuLawCodes = Table(14, EncodeMuLaw);
    private static readonly byte[] ALawCodes = Table(13, EncodeALaw);
    private static readonly short[] MuLawSamples = Table(DecodeMuLaw);
    private static readonly short[] ALawSamples = Table(DecodeALaw);

    /// <summary>One µ-law code for each sample.</summary>
    /// <exception cref="ArgumentException">There are fewer codes than samples.</exception>
    public static void EncodeMuLaw(ReadOnlySpan<short> samples, Span<byte> codes)
    {
        CheckRoom(samples.Length, codes.Length);
        for (int i = 0; i < samples.Length; i++)
        {
            codes[i] = MuLawCodes[(ushort)samples[i] >> 2];
        }
    }

    /// <summary>One A-law code for each sample.</summary>
    /// <exception cref="ArgumentException">There are fewer codes than samples.</exception>
    public static void EncodeALaw(ReadOnlySpan<short> samples, Span<byte> codes)
    {
        CheckRoom(samples.Length, codes.Length);
        for (int i = 0; i < samples.Length; i++)
        {
            codes[i] = ALawCodes[(ushort)samples[i] >> 3];
        }
    }

    /// <summary>One sample, -32124 to 32124, for each µ-law code.</summary>
    /// <exception cref="ArgumentException">There are fewer samples than codes.</exception>
    public static void DecodeMuLaw(ReadOnlySpan<byte> codes, Span<short> samples)
    {
        CheckRoom(codes.Length, samples.Length);
        for (int i = 0; i < codes.Length; i++)
        {
            samples[i] = MuLawSamples[codes[i]];
        }
    }

    /// <summary>One sample, -32256 to 32256, for each A-law code.</summary>
    /// <exception cref="ArgumentException">There are fewer samples than codes.</exception>
    public static void DecodeALaw(ReadOnlySpan<byte> codes, Span<short> samples)
    {
        CheckRoom(codes.Length, samples.Length);
        for (int i = 0; i < codes.Length; i++)
        {
            samples[i] = ALawSamples[codes[i]];
        }
    }

    /// <param name="linear">14-bit sample.</param>
    private static byte EncodeMuLaw(int linear)
    {
        int magnitude = Math.Min(Math.Abs(linear), MuLawLargest) + MuLawBias;
        int segment = HighestBit(magnitude) - 5;
        int step = (magnitude >> (segment + 1)) & 0x0F;
        int code = (linear < 0 ? 0x80 : 0) | (segment << 4) | step;
        return (byte)~code;
    }

    /// <param name="linear">13-bit sample.</param>
    private static byte EncodeALaw(int linear)
    {
        int magnitude = linear < 0 ? -linear - 1 : linear;

        // The two lowest segments have the same step.
        int segment = magnitude < 32 ? 0 : HighestBit(magnitude) - 4;
        int step = (magnitude >> Math.Max(segment, 1)) & 0x0F;
        int code = (linear < 0 ? 0 : 0x80) | (segment << 4) | step;
        return (byte)(code ^ 0x55);
    }

    private static short DecodeMuLaw(byte code)
    {
        int bits = (byte)~code;
        int magnitude = ((((bits & 0x0F) << 1) + MuLawBias) << ((bits >> 4) & 7)) - MuLawBias;
        return (short)((bits & 0x80) != 0 ? -magnitude << 2 : magnitude << 2);
    }

    private static short DecodeALaw(byte code)
    {
        int bits = code ^ 0x55;
        int segment = (bits >> 4) & 7;
        int step = ((bits & 0x0F) << 1) + 1; // the middle of the step
        int magnitude = segment == 0 ? step : (step + 32) << (segment - 1);
        return (short)((bits & 0x80) != 0 ? magnitude << 3 : -magnitude << 3);
    }

    private static int HighestBit(int value) => int.Log2(value);

    private static byte[] Table(int bits, Func<int, byte> encode)
    {
        var codes = new byte[1 << bits];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = encode(i << (32 - bits) >> (32 - bits)); // sign-extended
        }

        return codes;
    }

    private static short[] Table(Func<byte, short> decode)
    {
        var samples = new short[256];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = decode((byte)i);
        }

        return samples;
    }

    private static void CheckRoom(int needed, int given)
    {
        if (given < needed)
        {
            throw new ArgumentException($"{needed} samples need as many places, not {given}");
        }
    }
}
