using MinMo.Models.CosyVoice.Language;

namespace MinMo.Models.CosyVoice.Prompts;

/// <summary>One utterance of the speech language model.</summary>
/// <param name="Prompt">Stands in front.</param>
/// <param name="Text">Ids; of texts that arrive, all of them, to be handed over one at a time.</param>
/// <param name="IsStreamed">Whether the text arrives while the model speaks.</param>
public sealed record LanguageCall(SpeechPrompt Prompt, IEnumerable<int> Text, bool IsStreamed);
