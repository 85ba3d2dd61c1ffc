namespace MinMo.Models.Whisper;

/// <summary>Sizes in which Whisper's encoder and decoder may differ.</summary>
/// <param name="Layers">Blocks.</param>
/// <param name="Heads">Attention heads; they divide the width.</param>
/// <param name="FeedForward">Inner width of the feed-forward layers.</param>
public sealed record WhisperStackSizes(int Layers, int Heads, int FeedForward);
