namespace MinMo.Cli.Talk;

/// <summary>What <c>minmo talk</c> was asked for.</summary>
/// <param name="Recordings">The caller's recordings, in order.</param>
/// <param name="Output">The stereo file to write; null writes none.</param>
/// <param name="Picture">The picture to draw; null draws none.</param>
/// <param name="Bundle">The bundle; null takes the default one.</param>
/// <param name="Instructions">The system prompt; null keeps the default.</param>
/// <param name="Overlap">Whether recordings start by their own timeline.</param>
/// <param name="Fast">Whether the call runs as fast as the machine allows.</param>
/// <param name="Json">Whether events are written as JSON lines.</param>
internal sealed record TalkOptions(
    IReadOnlyList<TalkRecording> Recordings,
    string? Output,
    string? Picture,
    string? Bundle,
    string? Instructions,
    bool Overlap,
    bool Fast,
    bool Json);
