namespace MinMo.Protocols.Realtime.Session;

/// <summary>Asks for the caller's words as text.</summary>
/// <param name="Model">Echoed; the bundle's own recognizer does it.</param>
/// <param name="Language">Echoed; the bundle's language is fixed.</param>
public sealed record Transcription(string? Model, string? Language);
