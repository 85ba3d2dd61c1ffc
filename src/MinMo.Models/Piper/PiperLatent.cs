namespace MinMo.Models.Piper;

/// <summary>What the encoder of a cut voice gives its decoder.</summary>
/// <param name="Values"><c>[channels, frames]</c>, time last.</param>
/// <param name="Channels">192 in the medium voices.</param>
/// <param name="Frames">Frames of <see cref="PiperVoiceConfiguration.HopLength"/> samples.</param>
internal sealed record PiperLatent(float[] Values, int Channels, int Frames)
{
    /// <summary>Frames [start, end) of every channel.</summary>
    internal float[] Slice(int start, int end)
    {
        var length = end - start;
        var slice = new float[Channels * length];                           // [channels, end - start]
        for (var channel = 0; channel < Channels; channel++)
        {
            Values.AsSpan((channel * Frames) + start, length).CopyTo(slice.AsSpan(channel * length));
        }

        return slice;
    }
}
