using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using MinMo.Training.Corpora.Speech.Speakers;
using MinMo.Training.Corpora.Speech.Styles;
using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Corpora.Speech;

/// <summary>The agent's voice: replies and sentences of random words, clean, at one level, with 40 ms of silence before
/// and 120 ms after, so that a reply begins at once. 82 % are spoken normally, the other styles share the rest.</summary>
public sealed class AgentCorpus : IUtteranceSource
{
    private const double NormalShare = 0.82;
    private const int Before = SpeechCorpus.SampleRate / 25;
    private const int After = SpeechCorpus.SampleRate * 12 / 100;

    // Brings Piper joe's normal speech to about -23 dBFS.
    private const float Gain = 1.3f;

    private static readonly SpeakingStyle[] OtherStyles =
        [SpeakingStyle.Slow, SpeakingStyle.Fast, SpeakingStyle.Loud, SpeakingStyle.Whisper];

    private readonly ISpeaker _voice;
    private readonly IReadOnlyList<string> _sentences;
    private readonly int _seed;

    /// <param name="voice">Speaks normally at about -23 dBFS.</param>
    /// <param name="sentences">One for each utterance of the plan.</param>
    /// <param name="seed">Of the styles.</param>
    public AgentCorpus(ISpeaker voice, IReadOnlyList<string> sentences, int seed)
    {
        _voice = voice;
        _sentences = sentences;
        _seed = seed;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<SpokenUtterance> SpeakAsync(
        CorpusShard shard, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var random = new Random(CorpusSeed.Derive(_seed, shard.Index));
        foreach (var text in _sentences.Skip(shard.First).Take(shard.Count))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return await SpeakAsync(text, DrawStyle(random), random, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Speaks one sentence as the corpus has it: the source that a trained voice is compared with.</summary>
    /// <param name="text">Words and punctuation.</param>
    /// <param name="style">How.</param>
    /// <param name="random">Of a whisper's noise.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<SpokenUtterance> SpeakAsync(
        string text, SpeakingStyle style, Random random, CancellationToken cancellationToken)
    {
        var sound = await _voice.SpeakAsync(text, SpokenStyle.Manner(style), cancellationToken).ConfigureAwait(false);
        var (start, end) = SpeechEdges.Find(sound);
        if (start == end)
        {
            throw new InvalidDataException($"'{_voice.Name}' says nothing for '{text}'");
        }

        TensorPrimitives.Multiply(sound, Gain, sound);
        var samples = new float[Before + (end - start) + After];
        var from = Math.Max(0, start - Before);
        var to = Math.Min(sound.Length, end + After);
        SpokenStyle.Shape(sound[from..to], style, random).CopyTo(samples, Before - (start - from));
        var description = new Utterance
        {
            Text = text,
            Speaker = _voice.Name,
            Style = style,
            SpeechStart = Before,
            SpeechEnd = Before + (end - start),
        };
        return new SpokenUtterance(description, samples);
    }

    private static SpeakingStyle DrawStyle(Random random)
        => random.NextDouble() < NormalShare ? SpeakingStyle.Normal : OtherStyles[random.Next(OtherStyles.Length)];
}
