using MinMo.LoadTest.Speech;

namespace MinMo.LoadTest.Callers;

/// <summary>All sounds of the caller's side, mixed.</summary>
internal sealed class CallerMicrophone
{
    private readonly List<(short[] Samples, int Played)> _playing = [];

    /// <summary>Plays a sound from the next packet on.</summary>
    public void Start(CallerSpeech speech) => _playing.Add((speech.Samples, 0));

    /// <summary>Gives the next packet.</summary>
    public short[] Read()
    {
        var packet = new short[Packet.Samples];
        for (int index = _playing.Count - 1; index >= 0; index--)
        {
            var (samples, played) = _playing[index];
            int count = Math.Min(packet.Length, samples.Length - played);
            for (int at = 0; at < count; at++)
            {
                packet[at] = (short)Math.Clamp(packet[at] + samples[played + at], short.MinValue, short.MaxValue);
            }

            _playing[index] = (samples, played + count);
            if (played + count == samples.Length)
            {
                _playing.RemoveAt(index);
            }
        }

        return packet;
    }
}
