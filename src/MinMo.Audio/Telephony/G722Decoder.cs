namespace MinMo.Audio.Telephony;

/// <summary>Decodes one G.722 stream; its state goes on from call to call.</summary>
/// <remarks>ITU-T G.722 (09/2012), section 4 and figure 5; integer arithmetic, bit by bit as defined there.</remarks>
public sealed class G722Decoder
{
    private readonly G722LowBand _low = new();
    private readonly G722HighBand _high = new();
    private readonly QuadratureMirrorFilter _filter = new();

    /// <summary>Decodes bytes, two samples each. Allocates nothing.</summary>
    /// <param name="codes">64 kbit/s: 160 bytes are 20 ms.</param>
    /// <param name="samples">Twice as many, 16 kHz.</param>
    /// <exception cref="ArgumentException">There is too little room.</exception>
    public void Decode(ReadOnlySpan<byte> codes, Span<short> samples)
    {
        G722.CheckRoom(codes.Length * G722.SamplesPerByte, samples.Length);
        for (var i = 0; i < codes.Length; i++)
        {
            var low = _low.Decode(codes[i] & 0x3F);
            var high = _high.Decode(codes[i] >> 6);
            var (odd, even) = _filter.Apply(low + high, low - high);
            samples[2 * i] = (short)G722.Saturate(even >> 11);
            samples[(2 * i) + 1] = (short)G722.Saturate(odd >> 11);
        }
    }
}
