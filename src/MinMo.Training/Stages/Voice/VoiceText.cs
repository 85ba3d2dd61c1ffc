using MinMo.Training.Corpora.Speech;
using MinMo.Training.Corpora.Text;
using MinMo.Training.Tokens;

namespace MinMo.Training.Stages.Voice;

/// <summary>Texts as the voice reads them: units of the language model, the style's in front.</summary>
internal sealed class VoiceText(MergeDropout units)
{
    /// <summary>Units of an utterance.</summary>
    /// <param name="utterance">What is said, and how.</param>
    /// <param name="dropout">Probability of a merge to be left out.</param>
    /// <param name="random">Which ones.</param>
    public int[] Of(Utterance utterance, double dropout, Random random)
        => units.Encode(Mark(utterance.Style) + utterance.Text, dropout, random);

    private static string Mark(SpeakingStyle style) => style switch
    {
        SpeakingStyle.Slow => "<|slow|>",
        SpeakingStyle.Fast => "<|fast|>",
        SpeakingStyle.Loud => "<|loud|>",
        SpeakingStyle.Whisper => "<|whisper|>",
        _ => string.Empty,
    };
}
