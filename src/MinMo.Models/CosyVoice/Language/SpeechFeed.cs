namespace MinMo.Models.CosyVoice.Language;

/// <summary>What one lane gets in one forward call.</summary>
/// <param name="Slot">The lane's slot.</param>
/// <param name="Past">Positions of the lane that are kept; the rows stand behind them.</param>
/// <param name="Rows">At least one.</param>
public readonly record struct SpeechFeed(int Slot, int Past, IReadOnlyList<SpeechRow> Rows);
