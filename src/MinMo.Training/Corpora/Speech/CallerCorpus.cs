using System.Runtime.CompilerServices;
using MinMo.Training.Corpora.Speech.Acoustics;
using MinMo.Training.Corpora.Speech.Speakers;
using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Corpora.Speech;

/// <summary>Callers for training: many voices, each sentence in other surroundings (<see cref="AcousticChannel.Draw"/>),
/// with 0.1 to 1 s before and after.</summary>
public sealed class CallerCorpus : IUtteranceSource
{
    private readonly CallerVoices _voices;
    private readonly IReadOnlyList<CallerSentence> _sentences;
    private readonly int _seed;

    /// <param name="piper">The one voice that is a model; the others are programs.</param>
    /// <param name="sentences">One for each utterance of the plan.</param>
    /// <param name="seed">Of voices and surroundings.</param>
    public CallerCorpus(ISpeaker piper, IReadOnlyList<CallerSentence> sentences, int seed)
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
        foreach (var sentence in _sentences.Skip(shard.First).Take(shard.Count))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var delivery = CallerDelivery.Draw(_voices, random);
            var channel = AcousticChannel.Draw(random);
            var recording = new CallerRecording(sentence, delivery, HeldOutVoice: false);
            yield return await recording.MakeAsync(channel, random, cancellationToken).ConfigureAwait(false);
        }
    }
}
