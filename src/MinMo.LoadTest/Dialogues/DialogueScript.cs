using MinMo.LoadTest.Network;

namespace MinMo.LoadTest.Dialogues;

/// <summary>What one call is like from the caller's side.</summary>
/// <param name="Name">Names it in reports.</param>
/// <param name="Moves">In order; at least one.</param>
/// <param name="Network">What happens to the caller's audio on its way.</param>
/// <param name="Instructions">The agent's system prompt in these calls; null keeps the node's.</param>
public sealed record DialogueScript(
    string Name, IReadOnlyList<DialogueMove> Moves, NetworkConditions Network, string? Instructions);
