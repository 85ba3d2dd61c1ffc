using MinMo.Training.Stages.Mind;
using MinMo.Training.Tokens;

namespace MinMo.Training.Stages.Voice;

/// <summary>What the voice language model is trained on.</summary>
/// <param name="Recordings">The agent's voice.</param>
/// <param name="Tokens">The same as speech tokens.</param>
/// <param name="Dropout">Texts as units of the language model.</param>
/// <param name="Units">All of these units.</param>
/// <param name="LanguageWidth">Width of the language model.</param>
internal sealed record VoiceLanguageSources(
    AgentRecordings Recordings, SpeechTokenCorpus Tokens, MergeDropout Dropout, MindUnits Units, int LanguageWidth);
