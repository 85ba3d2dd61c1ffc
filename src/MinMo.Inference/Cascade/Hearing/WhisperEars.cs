using MinMo.Abstractions.Engine;
using MinMo.Models.Whisper;

namespace MinMo.Inference.Cascade.Hearing;

/// <summary>Words, and what the decoder expects behind the last one.</summary>
/// <param name="recognizer">Is disposed with the ears.</param>
internal sealed class WhisperEars(WhisperRecognizer recognizer) : IEars
{
    /// <inheritdoc />
    public IReadOnlyList<RecognizeResult> Recognize(IReadOnlyList<float[]> turns)
    {
        var recognized = recognizer.Recognize([.. turns.Select(static samples => new WhisperUtterance(samples))]);
        return
        [
            .. recognized.Select(static words => new RecognizeResult(
                words.Text, words.StopMass, words.EndsWithDigit, words.NoSpeechProbability, words.AverageLogProbability)),
        ];
    }

    /// <inheritdoc />
    public void Dispose() => recognizer.Dispose();
}
