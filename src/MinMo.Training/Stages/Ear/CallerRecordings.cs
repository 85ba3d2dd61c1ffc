using MinMo.Training.Corpora.Speech;
using MinMo.Training.Corpora.Speech.Acoustics;
using MinMo.Training.Loop;

namespace MinMo.Training.Stages.Ear;

/// <summary>Callers' speech of a workspace. Only what its purpose allows is seen: training never sees a phrasing or a
/// voice that is held out, and of most utterances only little of the silence around them.</summary>
public sealed class CallerRecordings : ISpokenExamples, IDisposable
{
    /// <summary>The corpus to learn from.</summary>
    public const string Training = "callers";

    /// <summary>The corpus to measure on.</summary>
    public const string HeldOut = "callers-heldout";

    private const double LeastClearRatio = 25; // dB
    private const int WholeEvery = 5;
    private const int LeastSilence = SpeechCorpus.SampleRate / 10;

    private readonly SpeechCorpus _corpus;
    private readonly bool _heldOut;
    private readonly List<int> _indices = [];
    private int _seen;

    private CallerRecordings(SpeechCorpus corpus, bool heldOut)
    {
        (_corpus, _heldOut) = (corpus, heldOut);
        Admit();
    }

    /// <inheritdoc/>
    public int Count => _indices.Count;

    /// <summary>Opens what is complete of the corpus to learn from.</summary>
    public static CallerRecordings OpenTraining(TrainingWorkspace workspace)
        => new(SpeechCorpus.Open(workspace.CorpusFolder(Training)), heldOut: false);

    /// <summary>Opens what is complete of the corpus to measure on.</summary>
    public static CallerRecordings OpenHeldOut(TrainingWorkspace workspace)
        => new(SpeechCorpus.Open(workspace.CorpusFolder(HeldOut)), heldOut: true);

    /// <summary>Everything known about an utterance.</summary>
    public Utterance this[int index] => _corpus.Utterances[_indices[index]];

    /// <inheritdoc/>
    public string TextOf(int index) => this[index].Text;

    /// <inheritdoc/>
    public int SampleCountOf(int index)
    {
        var (start, end) = Kept(index);
        return end - start;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<short> SamplesOf(int index)
    {
        var (start, end) = Kept(index);
        return _corpus.Samples(_indices[index])[start..end];
    }

    /// <inheritdoc/>
    public string GroupOf(int index)
    {
        var utterance = this[index];
        var voice = utterance.HeldOutVoice ? utterance.Speaker.Split(' ')[0] : "seen";
        return utterance.Channel switch
        {
            var channel when channel.Contains("telephone", StringComparison.Ordinal) => voice + "_telephone",
            var channel when channel.Contains("noise", StringComparison.Ordinal) => voice + "_noise",
            _ => voice,
        };
    }

    /// <inheritdoc/>
    public bool IsClear(int index)
    {
        var channel = this[index].Channel;
        return !channel.Contains("telephone", StringComparison.Ordinal)
            && (AcousticChannel.NoiseRatioOf(channel) ?? double.PositiveInfinity) >= LeastClearRatio;
    }

    /// <inheritdoc/>
    public void Refresh()
    {
        _corpus.Refresh();
        Admit();
    }

    /// <inheritdoc/>
    public void Dispose() => _corpus.Dispose();

    // Silence around speech is two fifths of the corpus and teaches little: most utterances to learn from keep some.
    private (int Start, int End) Kept(int index)
    {
        var utterance = this[index];
        if (_heldOut || index % WholeEvery == 0 || utterance.SpeechEnd <= utterance.SpeechStart)
        {
            return (0, utterance.SampleCount);
        }

        var spread = (index * 7919) % LeastSilence;
        return (
            Math.Max(0, utterance.SpeechStart - LeastSilence - spread),
            Math.Min(utterance.SampleCount, utterance.SpeechEnd + (2 * LeastSilence) + spread));
    }

    private void Admit()
    {
        for (; _seen < _corpus.Utterances.Count; _seen++)
        {
            var utterance = _corpus.Utterances[_seen];
            if (_heldOut || !(utterance.HeldOutPhrasing || utterance.HeldOutVoice))
            {
                _indices.Add(_seen);
            }
        }
    }
}
