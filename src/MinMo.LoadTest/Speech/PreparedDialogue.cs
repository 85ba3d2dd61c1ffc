using MinMo.LoadTest.Network;

namespace MinMo.LoadTest.Speech;

/// <summary>A dialogue of one voice with all its sounds.</summary>
internal sealed record PreparedDialogue(
    string Name, IReadOnlyList<PreparedMove> Moves, NetworkConditions Network, string? Instructions);
