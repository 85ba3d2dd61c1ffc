using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Corpora.Speech;

/// <summary>One utterance of a <see cref="SpeechCorpus"/>: what is said, by whom and where in the shard it lies.
/// Positions are samples at <see cref="SpeechCorpus.SampleRate"/>.</summary>
public sealed record Utterance : IPlacedRecording<Utterance>
{
    /// <summary>The words, with the hesitations that were heard.</summary>
    public required string Text { get; init; }

    /// <summary>The speaker and how it was set, e.g. <c>espeak en-gb+f2</c>.</summary>
    public required string Speaker { get; init; }

    /// <summary>How it is spoken; callers speak normally.</summary>
    public SpeakingStyle Style { get; init; }

    /// <summary>What the text corpus calls the kind of sentence; empty where it has none.</summary>
    public string Skill { get; init; } = string.Empty;

    /// <summary>The phrasing is never trained on.</summary>
    public bool HeldOutPhrasing { get; init; }

    /// <summary>The voice is never trained on.</summary>
    public bool HeldOutVoice { get; init; }

    /// <summary>First sample in the shard.</summary>
    public long Offset { get; init; }

    /// <summary>Samples, silence at both ends included.</summary>
    public int SampleCount { get; init; }

    /// <summary>First sample of speech, counted from the start of the utterance; known before noise is added.</summary>
    public int SpeechStart { get; init; }

    /// <summary>The sample after the last one of speech, counted like <see cref="SpeechStart"/>.</summary>
    public int SpeechEnd { get; init; }

    /// <summary>Pauses inside the speech that the simulation made; commas are not listed.</summary>
    public IReadOnlyList<SpeechPause> Pauses { get; init; } = [];

    /// <summary>What the way to the microphone did, in words, e.g. <c>room 0.31 s, telephone a-law, 18 dB</c>.</summary>
    public string Channel { get; init; } = string.Empty;

    Utterance IPlacedRecording<Utterance>.PlacedAt(long offset, int sampleCount)
        => this with { Offset = offset, SampleCount = sampleCount };
}
