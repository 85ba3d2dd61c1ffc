using MinMo.Training.Tokens;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Voice;

/// <summary>What the voice language model is trained on.</summary>
/// <param name="Recordings">The agent's voice.</param>
/// <param name="Tokens">The same as speech tokens.</param>
/// <param name="Units">The language model's units.</param>
/// <param name="Embedding">Its embedding, <c>[units, language width]</c>.</param>
internal sealed record VoiceLanguageSources(
    AgentRecordings Recordings, SpeechTokenCorpus Tokens, MergeDropout Units, Tensor Embedding);
