using MinMo.Models.Language;
using MinMo.Models.OutputProjection;
using MinMo.Models.VoiceLanguage;
using MinMo.Training.Stages.Ear;
using MinMo.Training.Stages.Mind;
using MinMo.Training.Stages.Voice;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Speech;

/// <summary>What the voice is aligned with the language model on.</summary>
/// <param name="Recordings">The agent's voice.</param>
/// <param name="Tokens">The same as speech tokens.</param>
/// <param name="Units">Units of the language model.</param>
/// <param name="Mind">The language model, frozen.</param>
internal sealed record SpeakingSources(
    AgentRecordings Recordings, SpeechTokenCorpus Tokens, MindUnits Units, DecoderModel Mind) : IDisposable
{
    /// <summary>The voice language model as far as it is trained.</summary>
    public required VoiceLanguageModel Voice { get; init; }

    /// <summary>The output projection as far as it is trained.</summary>
    public required OutputProjectionModel Projection { get; init; }

    /// <summary>Rows of the ear that user turns are heard with; null for typed turns.</summary>
    public WordRows? Words { get; init; }

    /// <summary>E of the language model, <c>[V, d]</c>.</summary>
    public Tensor Embeddings => Mind.get_parameter(DecoderFolder.EmbeddingName)!;

    /// <inheritdoc/>
    public void Dispose()
    {
        Recordings.Dispose();
        Mind.Dispose();
        Voice.Dispose();
        Projection.Dispose();
        Words?.Dispose();
    }
}
