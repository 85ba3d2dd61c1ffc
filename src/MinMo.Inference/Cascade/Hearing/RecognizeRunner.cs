using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Device;
using MinMo.Inference.Planning;
using MinMo.Models.Whisper;

namespace MinMo.Inference.Cascade.Hearing;

/// <summary>The audio of open turns to words, several calls at once.</summary>
internal sealed class RecognizeRunner(WhisperRecognizer recognizer) : IStepRunner
{
    /// <inheritdoc />
    public void WarmUp() => recognizer.Recognize([new WhisperUtterance(new float[CallPosition.RateHz])]);

    /// <inheritdoc />
    public void Execute(IReadOnlyList<StepWork> batch)
    {
        var heard = new List<StepWork>(batch.Count);
        var utterances = new List<WhisperUtterance>(batch.Count);
        foreach (var work in batch)
        {
            var step = (RecognizeStep)work.Step;
            if (((CascadePlace)work.Place).Ear.Audio.Copy(step.From, step.To) is { } samples)
            {
                heard.Add(work);
                utterances.Add(new WhisperUtterance(samples));
            }
            else
            {
                work.Refuse($"the audio from {step.From.Samples} to {step.To.Samples} is not there");
            }
        }

        var recognized = recognizer.Recognize(utterances);
        for (var index = 0; index < heard.Count; index++)
        {
            var words = recognized[index];
            heard[index].Result = new RecognizeResult(
                words.Text, words.StopMass, words.EndsWithDigit, words.NoSpeechProbability,
                words.AverageLogProbability);
        }
    }
}
