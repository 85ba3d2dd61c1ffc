using MinMo.Abstractions.Engine;
using MinMo.Inference.Device;
using MinMo.Inference.Planning;

namespace MinMo.Inference.Cascade.SpeechTokens;

/// <summary>Drops the speech that nobody will hear.</summary>
internal sealed class HushRunner : IStepRunner
{
    /// <inheritdoc />
    public void WarmUp()
    {
        // Nothing is computed.
    }

    /// <inheritdoc />
    public void Execute(IReadOnlyList<StepWork> batch)
    {
        foreach (var work in batch)
        {
            ((TokenVoicePlace)work.Place).Speaking.Hush();
            work.Result = new HushResult();
        }
    }
}
