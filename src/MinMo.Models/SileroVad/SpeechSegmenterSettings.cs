namespace MinMo.Models.SileroVad;

/// <summary>The hysteresis of <see cref="SpeechSegmenter"/>. Chunks last 32 ms.</summary>
/// <param name="On">Probability from which a chunk counts towards a start. 0.5; barge-in asks for 0.7.</param>
/// <param name="Off">Probability below which a chunk counts towards an end. 0.35.</param>
/// <param name="SpeechChunks">Consecutive chunks at or above <paramref name="On"/> that start a segment. 2; barge-in
/// asks for 3 to 6, so that a click does not stop the voice.</param>
/// <param name="SilenceChunks">Consecutive chunks below <paramref name="Off"/> that end it. 7 (224 ms), after which
/// the end of the turn is judged from other evidence; 25 (800 ms) without such evidence.</param>
public sealed record SpeechSegmenterSettings(
    float On = 0.5f, float Off = 0.35f, int SpeechChunks = 2, int SilenceChunks = 7);
