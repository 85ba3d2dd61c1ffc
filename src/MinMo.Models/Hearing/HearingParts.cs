namespace MinMo.Models.Hearing;

/// <summary>Folders of what an ear is made from.</summary>
/// <param name="EncoderFolder">The speech encoder.</param>
/// <param name="ProjectorFolder">The input projector.</param>
/// <param name="LanguageModelFolder">The language model behind them.</param>
public sealed record HearingParts(string EncoderFolder, string ProjectorFolder, string LanguageModelFolder);
