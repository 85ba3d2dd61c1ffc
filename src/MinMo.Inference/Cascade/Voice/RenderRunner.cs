using MinMo.Abstractions.Engine;
using MinMo.Inference.Device;
using MinMo.Inference.Planning;

namespace MinMo.Inference.Cascade.Voice;

/// <summary>The next PCM of blocks of speech.</summary>
internal sealed class RenderRunner : IStepRunner
{
    /// <inheritdoc />
    public void WarmUp()
    {
        // The decoder is warmed up by speaking a whole sentence.
    }

    /// <inheritdoc />
    public void Execute(IReadOnlyList<StepWork> batch)
    {
        foreach (var work in batch)
        {
            Render(work);
        }
    }

    private static void Render(StepWork work)
    {
        var id = ((RenderStep)work.Step).Block;
        var mouth = ((CascadePlace)work.Place).Mouth;
        if (mouth.Find(id) is not { } block)
        {
            work.Refuse($"there is no block {id.Value} to render; it has ended or was hushed");
            return;
        }

        var samples = block.Render();
        if (block.Ended)
        {
            mouth.Remove(id);
        }

        work.Result = new RenderResult(samples, block.Ended);
    }
}
