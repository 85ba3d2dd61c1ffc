namespace MinMo.Protocols.Realtime.Session;

/// <summary>Both directions of a session's audio.</summary>
/// <param name="Input">From the caller.</param>
/// <param name="Output">To the caller.</param>
public sealed record SessionAudio(InputAudio Input, OutputAudio Output);
