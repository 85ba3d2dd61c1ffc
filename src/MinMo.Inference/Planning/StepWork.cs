using MinMo.Abstractions.Engine;
using MinMo.Inference.Sessions;

namespace MinMo.Inference.Planning;

/// <summary>A step as its runner sees it.</summary>
internal sealed class StepWork(Step step, IPlace place)
{
    /// <summary>What to do.</summary>
    public Step Step { get; } = step;

    /// <summary>The call's belongings.</summary>
    public IPlace Place { get; } = place;

    /// <summary>
    /// Set by the runner when the step is done. Left null the step goes on: it keeps its turn and is planned again, so
    /// that long work (a prompt, a few tokens) never holds the device for more than a slice.
    /// </summary>
    public StepResult? Result { get; set; }

    /// <summary>What the runner remembers of the step between two slices.</summary>
    public object? Progress { get; set; }

    /// <summary>Ends the step without a result, because it asks for what cannot be; the session lives on.</summary>
    public void Refuse(string explanation) => Result = new StepFailed(StepFailure.Invalid, explanation);
}
