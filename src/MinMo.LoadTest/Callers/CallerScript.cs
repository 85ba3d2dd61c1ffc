using MinMo.LoadTest.Network;
using MinMo.LoadTest.Speech;

namespace MinMo.LoadTest.Callers;

/// <summary>What a caller is told to do.</summary>
/// <param name="Moves">In order; may be endless.</param>
/// <param name="Network">What happens to its packets.</param>
/// <param name="Patience">How long it waits for an answer.</param>
/// <param name="Random">Of its packets.</param>
internal sealed record CallerScript(
    IEnumerable<PreparedMove> Moves, NetworkConditions Network, TimeSpan Patience, Random Random);
