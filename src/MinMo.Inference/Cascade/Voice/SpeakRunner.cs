using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Inference.Device;
using MinMo.Inference.Planning;
using MinMo.Models.Piper;

namespace MinMo.Inference.Cascade.Voice;

/// <summary>Clauses to blocks of speech: one sentence a slice, so that rendering for another call comes in between.</summary>
internal sealed class SpeakRunner(ClauseReader reader) : IStepRunner
{
    private const string WarmUpText = "Hello, how are you?";

    /// <inheritdoc />
    public void WarmUp()
    {
        foreach (var sentence in reader.Pronounce(WarmUpText))
        {
            var utterance = reader.Begin(sentence, new VoiceSettings());
            while (!utterance.Finished)
            {
                utterance.ReadNextPcm();
            }
        }
    }

    /// <inheritdoc />
    public void Execute(IReadOnlyList<StepWork> batch)
    {
        foreach (var work in batch)
        {
            if (TryBegin(work))
            {
                Advance(work, (Speaking)work.Progress!);
            }
        }
    }

    private bool TryBegin(StepWork work)
    {
        if (work.Progress is not null)
        {
            return true;
        }

        if (((SpeakStep)work.Step).Block is not ClauseBlock clause)
        {
            work.Refuse("this voice reads clauses of text");
            return false;
        }

        if (!((CascadePlace)work.Place).Mouth.HasRoom)
        {
            work.Refuse("too many blocks of speech wait to be rendered; render or hush them first");
            return false;
        }

        work.Progress = new Speaking(reader.Pronounce(clause.Text), []);
        return true;
    }

    private void Advance(StepWork work, Speaking speaking)
    {
        var (sentences, utterances) = speaking;
        if (utterances.Count < sentences.Count)
        {
            utterances.Add(reader.Begin(sentences[utterances.Count], ((SpeakStep)work.Step).Voice));
        }

        if (utterances.Count == sentences.Count)
        {
            var block = new SpeechBlock(utterances);
            work.Result = new SpeakResult(((CascadePlace)work.Place).Mouth.Add(block), block.Samples);
        }
    }

    /// <summary>How far a step has come.</summary>
    private sealed record Speaking(IReadOnlyList<long[]> Sentences, List<PiperUtterance> Utterances);
}
