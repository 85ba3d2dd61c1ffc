namespace MinMo.Models.Whisper;

/// <summary>When and how decoding of one item ends.</summary>
/// <param name="MaximumTokens">Most tokens behind the prompt.</param>
/// <param name="LongestLoop">Runs of up to so many tokens are stopped when said three times; 0 lets them run.</param>
/// <param name="Temperature">0 takes the likeliest token; otherwise a token is drawn.</param>
internal sealed record WhisperDecodingLimits(int MaximumTokens, int LongestLoop = 20, float Temperature = 0);
