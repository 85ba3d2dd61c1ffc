namespace MinMo.Protocols.Realtime.Items;

/// <summary>Audio of one response.</summary>
/// <param name="Output">Format and voice.</param>
public sealed record ResponseAudio(ResponseVoice Output);
