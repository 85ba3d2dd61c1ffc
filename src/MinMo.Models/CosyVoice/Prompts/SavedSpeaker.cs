namespace MinMo.Models.CosyVoice.Prompts;

/// <summary>A voice that is kept for later: it replaces everything that comes from a recording and its words.</summary>
/// <param name="Transcript">Ids of the recording's words.</param>
/// <param name="Audio">Aligned.</param>
public sealed record SavedSpeaker(IReadOnlyList<int> Transcript, PromptAudio Audio);
