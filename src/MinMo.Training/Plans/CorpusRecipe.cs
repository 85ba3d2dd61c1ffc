using MinMo.Training.Corpora.Calls;
using MinMo.Training.Corpora.Speech;

namespace MinMo.Training.Plans;

/// <summary>How a corpus is made and measured.</summary>
/// <param name="Build">Makes the shards that are missing.</param>
/// <param name="Measure">How long the complete shards of a folder last, and how many recordings they have.</param>
public sealed record CorpusRecipe(
    Func<SpeechCorpusPlan, IProgress<SpeechCorpusProgress>, CancellationToken, Task> Build,
    Func<string, (TimeSpan Duration, int Recordings)> Measure)
{
    private const int UtterancesPerShard = 250;
    private const int CallsPerShard = 10;

    /// <summary>Recordings of a shard: what an interrupted run loses.</summary>
    public int PerShard { get; init; } = UtterancesPerShard;

    /// <summary>A corpus of utterances.</summary>
    /// <param name="open">Makes the speakers; asked only when speech is made.</param>
    public static CorpusRecipe Utterances(Func<SpokenSource> open) => new(
        async (plan, progress, stop) =>
        {
            var spoken = open();
            await using (spoken.Voice.ConfigureAwait(false))
            {
                await SpeechCorpusBuilder.BuildAsync(plan, spoken.Source, progress, stop).ConfigureAwait(false);
            }
        },
        static folder =>
        {
            using var corpus = SpeechCorpus.Open(folder);
            return (corpus.Duration, corpus.Utterances.Count);
        });

    /// <summary>A corpus of simulated calls.</summary>
    /// <param name="open">Opens the agent's voice; asked only when speech is made.</param>
    /// <param name="seed">Of everything random.</param>
    /// <param name="heldOut">With phrasings and voices that are never trained on.</param>
    public static CorpusRecipe Calls(Func<OwnedSpeaker> open, int seed, bool heldOut) => new(
        async (plan, progress, stop) =>
        {
            var voice = open();
            await using (voice.Owner.ConfigureAwait(false))
            {
                await CallCorpus.BuildAsync(plan, new CallSource(voice.Speaker, seed, heldOut), progress, stop).ConfigureAwait(false);
            }
        },
        static folder =>
        {
            using var corpus = CallCorpus.Open(folder);
            return (corpus.Duration, corpus.Calls.Count);
        })
    {
        PerShard = CallsPerShard,
    };
}
