using MinMo.Cli.Talk;

namespace MinMo.Cli.Measure;

/// <summary>What happens while the agent speaks.</summary>
/// <param name="Recording">What the caller says then; empty for nothing.</param>
/// <param name="Onset">Where speech begins in the recording.</param>
internal sealed record Interruption(TalkRecording Recording, TimeSpan Onset)
{
    /// <summary>A request that public models answer at length.</summary>
    public const string LongStory = "Tell me a long story about a sailor and the sea, please.";

    /// <summary>What is typed to make the agent speak.</summary>
    public string Prompt { get; init; } = LongStory;

    /// <summary>How long the agent speaks before.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The agent's own voice in the caller's microphone; null for none.</summary>
    public AgentEcho? Echo { get; init; }
}
