using MinMo.Audio.Resampling;
using MinMo.Training.Corpora.Speech.Speakers;

namespace MinMo.Training.Corpora.Speech;

/// <summary>How one caller says one sentence: voice, manner, size of the vocal tract, pauses.</summary>
/// <param name="Voice">Who.</param>
/// <param name="Manner">Rate, pitch, melody.</param>
/// <param name="Formants">Factor on all frequencies, by resampling: another speaker for nothing. Pitch and rate change
/// with it.</param>
/// <param name="Pauses">How often the speaker stops inside the sentence.</param>
internal sealed record CallerDelivery(ISpeaker Voice, SpeakingManner Manner, double Formants, int Pauses)
{
    private const double HesitationShare = 0.35;
    private const double ShortestPause = 0.2;
    private const double LongestPause = 0.9;
    private const int FormantStepHz = 320;
    private const int Rim = SpeechCorpus.SampleRate / 50;

    private static readonly string[] Hesitations = ["uh", "um"];

    /// <summary>Which voice, with its formant factor.</summary>
    internal string Name => Formants == 1
        ? Voice.Name
        : FormattableString.Invariant($"{Voice.Name} x {Formants:0.00}");

    /// <summary>The usual mix: half of the voices shifted by 0.86 to 1.16, every fifth sentence with a pause.</summary>
    internal static CallerDelivery Draw(CallerVoices voices, Random random) => new(
        voices.Draw(random),
        CallerVoices.DrawManner(random),
        random.Next(2) == 0 ? 1 : 0.86 + (0.3 * random.NextDouble()),
        random.NextDouble() < 0.2 ? 1 + random.Next(2) : 0);

    /// <summary>Says a sentence.</summary>
    /// <exception cref="InvalidDataException">The voice said nothing.</exception>
    internal async ValueTask<DeliveredSentence> SpeakAsync(string text, Random random, CancellationToken cancellationToken)
    {
        var speech = new List<float>();
        var words = new List<string>();
        var pauses = new List<SpeechPause>();
        foreach (var piece in Cut(text, random))
        {
            if (speech.Count > 0)
            {
                var hesitation = random.NextDouble() < HesitationShare ? Draw(Hesitations, random) : null;
                var pause = await PauseAsync(hesitation, random, cancellationToken).ConfigureAwait(false);
                pauses.Add(new SpeechPause(speech.Count, pause.Length, hesitation is not null));
                speech.AddRange(pause);
                words.AddRange(hesitation is null ? [] : [hesitation]);
            }

            speech.AddRange(await SayAsync(piece, cancellationToken).ConfigureAwait(false));
            words.Add(piece);
        }

        return new DeliveredSentence(string.Join(' ', words), [.. speech], pauses);
    }

    private async ValueTask<float[]> PauseAsync(string? hesitation, Random random, CancellationToken cancellationToken)
    {
        var first = Silence(random);
        return hesitation is null
            ? first
            : [.. first, .. await SayAsync(hesitation, cancellationToken).ConfigureAwait(false), .. Silence(random)];
    }

    private async ValueTask<float[]> SayAsync(string text, CancellationToken cancellationToken)
    {
        var sound = await Voice.SpeakAsync(text, Manner, cancellationToken).ConfigureAwait(false);
        var speech = SpeechEdges.Trim(sound, Rim, Rim);
        if (speech.Length == 0)
        {
            throw new InvalidDataException($"'{Voice.Name}' says nothing for '{text}'");
        }

        var rate = (int)Math.Round(SpeechCorpus.SampleRate * Formants / FormantStepHz) * FormantStepHz;
        return rate == SpeechCorpus.SampleRate ? speech : Resampler.Resample(speech, rate, SpeechCorpus.SampleRate);
    }

    private static float[] Silence(Random random)
    {
        var seconds = ShortestPause + ((LongestPause - ShortestPause) * random.NextDouble());
        return new float[(int)(seconds * SpeechCorpus.SampleRate)];
    }

    private static string Draw(string[] words, Random random) => words[random.Next(words.Length)];

    private IEnumerable<string> Cut(string text, Random random)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var cuts = Math.Min(Pauses, (words.Length - 1) / 2);
        var places = Enumerable.Range(1, words.Length - 1).OrderBy(_ => random.Next()).Take(cuts).Order().ToArray();
        var start = 0;
        foreach (var place in places.Append(words.Length))
        {
            yield return string.Join(' ', words[start..place]);
            start = place;
        }
    }
}
