namespace MinMo.Protocols.Realtime.Session;

/// <summary>How audio travels in base64: little-endian 16-bit PCM, or G.711 at 8 kHz with one byte a sample.</summary>
/// <param name="Type"><c>audio/pcm</c>, <c>audio/pcmu</c> or <c>audio/pcma</c>.</param>
/// <param name="Rate">In Hz, for PCM: 24000, and as an extension 16000 and 8000; null for G.711.</param>
public sealed record AudioFormat(string Type, int? Rate)
{
    /// <summary>The protocol's default.</summary>
    public static AudioFormat Pcm24 { get; } = new(PcmType, 24_000);

    /// <summary>Type of linear PCM.</summary>
    public const string PcmType = "audio/pcm";

    /// <summary>Type of G.711 µ-law.</summary>
    public const string MuLawType = "audio/pcmu";

    /// <summary>Type of G.711 A-law.</summary>
    public const string ALawType = "audio/pcma";

    /// <summary>Samples a second.</summary>
    public int SampleRate() => Rate ?? 8_000;

    /// <summary>Bytes a sample.</summary>
    public int SampleBytes() => Type == PcmType ? 2 : 1;
}
