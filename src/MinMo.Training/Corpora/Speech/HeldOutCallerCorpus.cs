using System.Runtime.CompilerServices;
using MinMo.Training.Corpora.Speech.Acoustics;
using MinMo.Training.Corpora.Speech.Speakers;
using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Corpora.Speech;

/// <summary>Callers for measuring: phrasings never trained on, by turns from each of the three voices never trained on
/// and from a trained one. Every sentence comes twice: clean at -23 dBFS, then by turns through a telephone line or with
/// noise at 25 dB.</summary>
public sealed class HeldOutCallerCorpus : IUtteranceSource
{
    private const double NoiseDecibels = 25;

    private readonly CallerVoices _voices;
    private readonly IReadOnlyList<CallerSentence> _sentences;
    private readonly int _seed;

    /// <param name="piper">The one voice that is a model.</param>
    /// <param name="sentences">Held-out ones, one for every two utterances of the plan.</param>
    /// <param name="seed">Of voices and surroundings.</param>
    public HeldOutCallerCorpus(ISpeaker piper, IReadOnlyList<CallerSentence> sentences, int seed)
    {
        _voices = new CallerVoices(piper);
        _sentences = sentences;
        _seed = seed;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<SpokenUtterance> SpeakAsync(
        CorpusShard shard, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var random = new Random(CorpusSeed.Derive(_seed, shard.Index));
        var number = 0;
        foreach (var sentence in _sentences.Skip(shard.First / 2).Take(shard.Count / 2))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var recording = Draw(sentence, number, random);
            var clean = await recording.SpeakAsync(random, cancellationToken).ConfigureAwait(false);
            yield return CallerRecording.Through(new AcousticChannel(), clean, random);
            yield return CallerRecording.Through(Worse(number, random), clean, random);
            number++;
        }
    }

    private CallerRecording Draw(CallerSentence sentence, int number, Random random)
    {
        var voices = CallerVoices.HeldOut;
        var turn = number % (voices.Count + 1);
        var held = turn < voices.Count;
        var voice = held ? voices[turn] : _voices.Draw(random);
        var delivery = new CallerDelivery(voice, CallerVoices.DrawMildManner(random), Formants: 1, Pauses: 0);
        return new CallerRecording(sentence, delivery, held);
    }

    // Every voice meets both, as it comes back after an even number of sentences: the halves change over every round.
    private static AcousticChannel Worse(int number, Random random)
        => ((number / (CallerVoices.HeldOut.Count + 1)) + number) % 2 == 0
            ? new AcousticChannel { Telephone = random.Next(2) == 0 ? "mu-law" : "a-law" }
            : new AcousticChannel { SignalToNoise = NoiseDecibels };
}
