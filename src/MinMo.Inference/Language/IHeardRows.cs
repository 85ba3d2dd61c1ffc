using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Language;

/// <summary>A place that remembers what its call has heard as rows of the language model.</summary>
internal interface IHeardRows
{
    /// <summary>The rows of a stretch of audio, in order; null if they are forgotten.</summary>
    IReadOnlyList<PromptRow>? Find(HeardAudio audio);
}
