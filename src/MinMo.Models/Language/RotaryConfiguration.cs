namespace MinMo.Models.Language;

/// <summary>The rotary position embedding of a decoder: half-split ("NeoX") layout, absolute positions from 0.</summary>
/// <param name="Theta">Base of the frequencies.</param>
/// <param name="Scaling">How the frequencies are stretched for contexts longer than those trained on; null for not at all.</param>
public sealed record RotaryConfiguration(double Theta, RotaryScaling? Scaling = null);
