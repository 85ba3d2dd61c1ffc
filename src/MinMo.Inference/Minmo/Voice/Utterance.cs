using MinMo.Models.FlowMatching;
using MinMo.Models.Vocoder;

namespace MinMo.Inference.Minmo.Voice;

/// <summary>One reply on its way from semantic vectors to sound: what decoder and vocoder remember of it. Voice device only.
/// </summary>
internal sealed class Utterance : IDisposable
{
    /// <summary>Rows that the lane of the voice language model holds of it.</summary>
    public int Rows { get; set; }

    /// <summary>Rows to be fed before anything else: the token decoded last, <c>[rows, width]</c>; empty at the begin.
    /// </summary>
    public float[] Unfed { get; set; } = [];

    /// <summary>Units of text it has been given.</summary>
    public int Units { get; set; }

    /// <summary>Speech tokens decoded.</summary>
    public int Tokens { get; set; }

    /// <summary>Speech tokens rendered.</summary>
    public int Rendered { get; set; }

    /// <summary>Whether only speech follows.</summary>
    public bool Turned { get; set; }

    /// <summary>Whether the speech is over.</summary>
    public bool Ended { get; set; }

    /// <summary>Of the mel decoder.</summary>
    public MelDecoderState Mel { get; } = new();

    /// <summary>Of the vocoder.</summary>
    public VocoderState Sound { get; } = new();

    /// <inheritdoc />
    public void Dispose()
    {
        Mel.Dispose();
        Sound.Dispose();
    }
}
