namespace MinMo.Audio.Telephony;

/// <summary>ITU-T G.722 at 64 kbit/s (mode 1): 16 kHz speech in two bands, each coded by adaptive differential PCM. What RTP
/// needs to know of it, and the bounds of its arithmetic.</summary>
public static class G722
{
    /// <summary>Samples per second.</summary>
    public const int RateHz = 16_000;

    /// <summary>Samples of a byte: two bits of the high band in front of six of the low band.</summary>
    public const int SamplesPerByte = 2;

    /// <summary>Samples by which encoder and decoder together delay: their filters.</summary>
    public const int DelaySamples = 22;

    /// <summary>The static RTP payload type (RFC 3551, table 4).</summary>
    public const int PayloadType = 9;

    /// <summary>Ticks per second of RTP time stamps, and the rate in SDP: 8,000 although the sampling rate is 16,000, an error
    /// of RFC 1890 that RFC 3551, section 4.5.2, keeps.</summary>
    public const int RtpClockHz = 8_000;

    /// <summary>By how much the RTP time stamp grows over so many samples: 160 for a packet of 20 ms.</summary>
    public static uint RtpTicks(int samples) => (uint)(samples / (RateHz / RtpClockHz));

    /// <summary>To 16 bits.</summary>
    internal static int Saturate(int value) => Math.Clamp(value, short.MinValue, short.MaxValue);

    internal static void CheckRoom(int needed, int given)
    {
        if (given < needed)
        {
            throw new ArgumentException($"the result takes {needed} places, not {given}");
        }
    }
}
