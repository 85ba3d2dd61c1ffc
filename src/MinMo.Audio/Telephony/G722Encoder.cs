namespace MinMo.Audio.Telephony;

/// <summary>Encodes one stream to G.722 at 64 kbit/s; its state goes on from call to call.</summary>
/// <remarks>ITU-T G.722 (09/2012), section 3 and figure 4; integer arithmetic, bit by bit as defined there.</remarks>
public sealed class G722Encoder
{
    private readonly G722LowBand _low = new();
    private readonly G722HighBand _high = new();
    private readonly QuadratureMirrorFilter _filter = new();

    /// <summary>Encodes pairs of samples, a byte each. Allocates nothing.</summary>
    /// <param name="samples">16 kHz, an even number: 320 are 20 ms.</param>
    /// <param name="codes">Half as many.</param>
    /// <exception cref="ArgumentException">The number of samples is odd, or there is too little room.</exception>
    public void Encode(ReadOnlySpan<short> samples, Span<byte> codes)
    {
        if (samples.Length % G722.SamplesPerByte != 0)
        {
            throw new ArgumentException($"{samples.Length} samples make no whole bytes", nameof(samples));
        }

        G722.CheckRoom(samples.Length / G722.SamplesPerByte, codes.Length);
        for (var i = 0; i < samples.Length / G722.SamplesPerByte; i++)
        {
            var (odd, even) = _filter.Apply(samples[2 * i], samples[(2 * i) + 1]);
            var low = _low.Encode((even + odd) >> 14);
            var high = _high.Encode((even - odd) >> 14);
            codes[i] = (byte)((high << 6) | low);
        }
    }
}
