using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Device;
using MinMo.Inference.Planning;

namespace MinMo.Inference.Cascade.Hearing;

/// <summary>The audio of open turns to words, several calls at once.</summary>
internal sealed class RecognizeRunner(IEars ears) : IStepRunner
{
    /// <inheritdoc />
    public void WarmUp() => ears.Recognize([new float[CallPosition.RateHz]]);

    /// <inheritdoc />
    public void Execute(IReadOnlyList<StepWork> batch)
    {
        var heard = new List<StepWork>(batch.Count);
        var turns = new List<float[]>(batch.Count);
        foreach (var work in batch)
        {
            var step = (RecognizeStep)work.Step;
            if (((CascadePlace)work.Place).Ear.Audio.Copy(step.From, step.To) is { } samples)
            {
                heard.Add(work);
                turns.Add(samples);
            }
            else
            {
                work.Refuse($"the audio from {step.From.Samples} to {step.To.Samples} is not there");
            }
        }

        var recognized = ears.Recognize(turns);
        for (var index = 0; index < heard.Count; index++)
        {
            heard[index].Result = recognized[index];
        }
    }
}
