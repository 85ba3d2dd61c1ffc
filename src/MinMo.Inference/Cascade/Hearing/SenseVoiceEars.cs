using MinMo.Abstractions.Engine;
using MinMo.Models.SenseVoice;
using MinMo.Models.Whisper;

namespace MinMo.Inference.Cascade.Hearing;

/// <summary>Words, language, emotion and sounds.</summary>
/// <param name="recognizer">Is disposed with the ears.</param>
/// <remarks>The wording's evidence of a turn's end is the probability of a mark behind the last word. How readily the released
/// weights end a sentence that the speaker has not ended is not measured; a call whose <c>StopThreshold</c> is 1 leaves
/// the decision to prosody.</remarks>
internal sealed class SenseVoiceEars(SenseVoiceRecognizer recognizer) : IEars
{
    private const string NobodySpeaks = "nospeech";

    /// <summary>Opens a folder in FunASR's layout.</summary>
    /// <exception cref="Models.Checkpoints.CheckpointFormatException">A file is missing or malformed.</exception>
    public static SenseVoiceEars Open(string folder, Models.OnnxSessions.OnnxSessionSettings session)
    {
        var read = SenseVoiceFolder.Read(folder);
        return new SenseVoiceEars(new SenseVoiceRecognizer(read, read.Open(session)));
    }

    /// <inheritdoc />
    public IReadOnlyList<RecognizeResult> Recognize(IReadOnlyList<float[]> turns)
    {
        var recognized = recognizer.Recognize(
            [.. turns.Select(static samples => new SenseVoiceUtterance(samples, UsesInverseNormalization: true))]);
        return [.. recognized.Select(ResultOf)];
    }

    /// <inheritdoc />
    public void Dispose() => recognizer.Dispose();

    private static RecognizeResult ResultOf(SenseVoiceRecognition recognition)
    {
        var heard = recognition.Heard;
        var isSpeech = heard.Language != NobodySpeaks && heard.Text.Length > 0;
        return new RecognizeResult(
            isSpeech ? heard.Text : string.Empty,
            isSpeech ? recognition.StopMass : 0,
            EndsWithDigit: isSpeech && SpelledNumbers.IsAtEndOf(heard.Text),
            NoSpeech: isSpeech ? 0 : 1,
            recognition.AverageLogProbability)
        {
            Traits = new SpeechTraits(heard.Language, heard.Emotion, [.. heard.Events]),
        };
    }
}
