using MinMo.Training.Corpora.Speech;
using MinMo.Training.Loop;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Voice;

/// <summary>Segments of the agent's voice, those of held-out sentences apart.</summary>
public sealed class AgentRecordings : IDisposable
{
    /// <summary>The corpus of the agent's voice in a workspace.</summary>
    public const string CorpusName = "agent";

    private const float FullScale = 32768;

    // Sentences of random words have no phrasing: every so many utterances one is kept apart from training.
    private const int HeldOutEvery = 64;

    private readonly SpeechCorpus _corpus;

    private AgentRecordings(SpeechCorpus corpus)
    {
        _corpus = corpus;
        var indices = Enumerable.Range(0, corpus.Utterances.Count).ToLookup(
            index => corpus.Utterances[index].HeldOutPhrasing || index % HeldOutEvery == HeldOutEvery - 1);
        (Trained, HeldOut) = ([.. indices[false]], [.. indices[true]]);
        if (Trained.Count == 0 || HeldOut.Count == 0)
        {
            throw new InvalidDataException(
                $"the agent's corpus has {Trained.Count} utterances to train on and {HeldOut.Count} held out; make more");
        }
    }

    /// <summary>All utterances.</summary>
    public IReadOnlyList<Utterance> Utterances => _corpus.Utterances;

    /// <summary>Indices of utterances to train on.</summary>
    public IReadOnlyList<int> Trained { get; }

    /// <summary>Indices of utterances that are never trained on: held-out phrasings, and a share of all others.</summary>
    public IReadOnlyList<int> HeldOut { get; }

    /// <summary>Opens what is complete of the workspace's corpus.</summary>
    /// <exception cref="InvalidDataException">It has no utterances of one of both kinds.</exception>
    public static AgentRecordings Open(TrainingWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return new AgentRecordings(SpeechCorpus.Open(workspace.CorpusFolder(CorpusName)));
    }

    /// <summary>Draws segments; a recording that is shorter stands anywhere in its segment, zeros around it.</summary>
    /// <param name="random">Decides utterances and places.</param>
    /// <param name="from">Indices to choose from.</param>
    /// <param name="count">Segments.</param>
    /// <param name="samples">Samples of a segment.</param>
    /// <returns>In -1 ... 1, <c>[count, samples]</c>, and the utterance of each.</returns>
    public Tensor Segments(Random random, IReadOnlyList<int> from, int count, int samples)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(from);
        var segments = new float[count * samples];
        for (var i = 0; i < count; i++)
        {
            var recording = _corpus.Samples(from[random.Next(from.Count)]);
            var slack = recording.Length - samples;
            var start = random.Next(Math.Abs(slack) + 1) * Math.Sign(slack);
            Copy(recording, start, segments.AsSpan(i * samples, samples));
        }

        return tensor(segments, [count, samples]);
    }

    /// <summary>Copies a part of a recording; zeros where there is none.</summary>
    /// <param name="index">Of <see cref="Utterances"/>.</param>
    /// <param name="start">First sample; may be negative.</param>
    /// <param name="destination">In -1 ... 1.</param>
    public void Copy(int index, int start, Span<float> destination) => Copy(_corpus.Samples(index), start, destination);

    /// <inheritdoc/>
    public void Dispose() => _corpus.Dispose();

    private static void Copy(ReadOnlySpan<short> recording, int start, Span<float> destination)
    {
        destination.Clear();
        var end = Math.Min(destination.Length, recording.Length - start);
        for (var i = Math.Max(0, -start); i < end; i++)
        {
            destination[i] = recording[start + i] / FullScale;
        }
    }
}
