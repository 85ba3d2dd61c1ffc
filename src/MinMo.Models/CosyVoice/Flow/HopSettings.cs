namespace MinMo.Models.CosyVoice.Flow;

/// <summary>How the reference cuts an utterance into calls of the flow. The defaults are those of CosyVoice2-0.5B.</summary>
/// <param name="First">New tokens of the first call, without the prompt's padding (<c>token_hop_len</c>).</param>
/// <param name="Largest">New tokens that no call exceeds (<c>token_max_hop_len</c>).</param>
/// <param name="Growth">How each hop grows (<c>stream_scale_factor</c>).</param>
/// <param name="LookAhead">Tokens behind a call's own that it needs.</param>
public sealed record HopSettings(int First = 25, int Largest = 100, int Growth = 2, int LookAhead = 3);
