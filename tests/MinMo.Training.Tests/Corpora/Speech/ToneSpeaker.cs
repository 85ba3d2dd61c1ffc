using MinMo.Training.Corpora.Speech;
using MinMo.Training.Corpora.Speech.Speakers;

namespace MinMo.Training.Tests.Corpora.Speech;

/// <summary>Hums a harmonic tone of 0.1 s for each letter, with 0.05 s of silence at both ends.</summary>
internal sealed class ToneSpeaker : ISpeaker
{
    public const double PitchHz = 125;

    private static readonly float[] Period = MakePeriod();

    public string Name => "tone";

    public List<string> Said { get; } = [];

    public ValueTask<float[]> SpeakAsync(string text, SpeakingManner manner, CancellationToken cancellationToken)
    {
        Said.Add(text);
        var silence = SpeechCorpus.SampleRate / 20;
        var length = (int)(text.Length * SpeechCorpus.SampleRate / 10 / manner.Rate);
        var samples = new float[length + (2 * silence)];
        for (var at = 0; at < length; at++)
        {
            samples[silence + at] = Period[(int)(at * manner.Pitch) % Period.Length];
        }

        return ValueTask.FromResult(samples);
    }

    private static float[] MakePeriod()
        => [.. Enumerable.Range(0, (int)(SpeechCorpus.SampleRate / PitchHz)).Select(static at => (float)Enumerable
            .Range(1, 20)
            .Sum(harmonic => 0.1 / harmonic * Math.Cos(Math.Tau * PitchHz * harmonic * at / SpeechCorpus.SampleRate)))];
}
