using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Cascade.Hearing;

/// <summary>Speech of several calls to words. Driven by one device thread.</summary>
internal interface IEars : IDisposable
{
    /// <summary>Recognizes turns; each gives what it gives alone.</summary>
    /// <param name="turns">At the rate of a call, −1 … 1.</param>
    IReadOnlyList<RecognizeResult> Recognize(IReadOnlyList<float[]> turns);
}
