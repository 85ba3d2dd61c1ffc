namespace MinMo.Models.VoiceLanguage;

/// <summary>What stands at one position of the voice language model.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Index">Which unit or speech token of the utterance; 0 for marks.</param>
public readonly record struct VoiceRow(VoiceRowKind Kind, int Index);
