using MinMo.Abstractions.Settings;
using MinMo.Models.Phonemes;
using MinMo.Models.Piper;

namespace MinMo.Inference.Cascade.Voice;

/// <summary>Text to utterances that can be rendered.</summary>
internal sealed class ClauseReader(PiperVoice voice, PiperScript script)
{
    /// <summary>The sentences of a clause as ids of phonemes; empty if there is nothing to say.</summary>
    /// <exception cref="PhonemizerException">The phonemiser is missing or did not answer.</exception>
    public IReadOnlyList<long[]> Pronounce(string text)
    {
        // The device thread has nothing better to do: a clause takes the phonemiser 1-2 ms.
        return script.ReadAsync(text, CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Begins one sentence: runs the voice's encoder.</summary>
    public PiperUtterance Begin(long[] sentence, VoiceSettings settings)
        => voice.Begin(sentence, new PiperSpeechSettings
        {
            Rate = settings.Rate,
            Loudness = settings.LoudnessDb,
            NoiseScale = settings.Repeatable ? 0 : null,
            DurationNoiseScale = settings.Repeatable ? 0 : null,
        });
}
