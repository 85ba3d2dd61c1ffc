using MinMo.Inference.Speech;
using MinMo.Models.CosyVoice.Flow;
using MinMo.Models.CosyVoice.Language;
using MinMo.Models.CosyVoice.Vocoder;
using MinMo.Models.Sampling;

namespace MinMo.Inference.Cascade.SpeechTokens;

/// <summary>One reply on its way from text to sound: what the three models remember of it. Voice device only.</summary>
internal sealed class SpokenReply : IDisposable
{
    /// <summary>Words that arrive.</summary>
    public required ReplyWords Words { get; init; }

    /// <summary>Text to speech tokens.</summary>
    public required StreamedSpeech Speech { get; init; }

    /// <summary>Chooses the speech tokens.</summary>
    public required RepetitionAwareSampler Sampler { get; init; }

    /// <summary>Speech tokens to mel frames.</summary>
    public required TokenFlowStream Frames { get; init; }

    /// <summary>Mel frames on their way to the vocoder, at the speaking rate.</summary>
    public required UnheardFrames Unheard { get; init; }

    /// <summary>Mel frames to samples.</summary>
    public required HiftStream Sound { get; init; }

    /// <summary>Positions that the lane of the speech language model holds of it.</summary>
    public int Past { get; set; }

    /// <summary>Text tokens that it has been given.</summary>
    public int TextTokens { get; set; }

    /// <summary>Whether no more text comes.</summary>
    public bool TextEnded { get; set; }

    /// <summary>Whether there are no more speech tokens to come.</summary>
    public bool Ended { get; set; }

    /// <summary>Frames, those of the prompt included, whose sound was announced.</summary>
    public long AnnouncedFrames { get; set; }

    /// <inheritdoc />
    public void Dispose()
    {
        Frames.Dispose();
        Unheard.Dispose();
        Sound.Dispose();
    }
}
