using MinMo.Protocols.Realtime.Session;

namespace MinMo.Protocols.Realtime.Items;

/// <summary>How a response sounds.</summary>
/// <param name="Format">Its format.</param>
/// <param name="Voice">Its voice.</param>
public sealed record ResponseVoice(AudioFormat Format, string Voice);
