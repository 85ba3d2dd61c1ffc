using MinMo.Inference.Speech;
using MinMo.Models.FlowMatching;
using MinMo.Models.MelSpeech;
using MinMo.Models.Vocoder;

namespace MinMo.Inference.Minmo.Voice;

/// <summary>One reply on its way from semantic vectors to sound: what decoder and vocoder remember of it. Voice device only.
/// </summary>
/// <param name="rate">How fast it is spoken, of the voice's own rate.</param>
internal sealed class Utterance(double rate = 1) : IDisposable
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

    /// <summary>Mel frames on their way to the vocoder, at the speaking rate.</summary>
    public UnheardFrames Unheard { get; } = new(new FramePace(rate));

    /// <summary>How long so much of it takes.</summary>
    /// <param name="samples">At the voice's own rate.</param>
    public long Paced(long samples) => (long)(samples / rate);

    /// <summary>Of the vocoder.</summary>
    public VocoderState Sound { get; } = new();

    /// <inheritdoc />
    public void Dispose()
    {
        Mel.Dispose();
        Unheard.Dispose();
        Sound.Dispose();
    }
}
