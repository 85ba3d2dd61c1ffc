using MinMo.Abstractions.Calls;

namespace MinMo.Grains.Conversations;

/// <summary>What outlives the grain while a call lasts.</summary>
[GenerateSerializer, Immutable, Alias("minmo.conversation-record")]
internal sealed record ConversationRecord
{
    /// <summary>The dialogue as the caller knew it at the last turn boundary.</summary>
    [Id(0)]
    public DialogueEntry[] Dialogue { get; init; } = [];
}
