using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Device;
using MinMo.Inference.Planning;
using MinMo.Models.SmartTurn;

namespace MinMo.Inference.Cascade.Hearing;

/// <summary>The audio of open turns to the probability that they are complete, several calls at once.</summary>
internal sealed class AssessRunner(SmartTurnModel model) : IStepRunner
{
    /// <summary>smart-turn hears the last 8 s and no more.</summary>
    private static readonly TimeSpan Heard = TimeSpan.FromSeconds(8);

    /// <inheritdoc />
    public void WarmUp() => model.Assess(new float[CallPosition.RateHz]);

    /// <inheritdoc />
    public void Execute(IReadOnlyList<StepWork> batch)
    {
        var heard = new List<StepWork>(batch.Count);
        var waveforms = new List<ReadOnlyMemory<float>>(batch.Count);
        foreach (var work in batch)
        {
            var step = (AssessStep)work.Step;
            var from = step.To - step.From > Heard ? step.To - Heard : step.From;
            if (((CascadePlace)work.Place).Ear.Audio.Copy(from, step.To) is { } waveform)
            {
                heard.Add(work);
                waveforms.Add(waveform);
            }
            else
            {
                work.Refuse($"the audio from {from.Samples} to {step.To.Samples} is not there");
            }
        }

        var complete = model.Assess(waveforms);
        for (var index = 0; index < heard.Count; index++)
        {
            heard[index].Result = new AssessResult(complete[index]);
        }
    }
}
