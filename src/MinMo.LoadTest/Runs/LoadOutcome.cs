using MinMo.LoadTest.Callers;
using MinMo.LoadTest.Engine;

namespace MinMo.LoadTest.Runs;

/// <summary>All that was seen in a run.</summary>
/// <param name="Plan">What it was to be like.</param>
/// <param name="Calls">Calls that came about, by their start.</param>
/// <param name="Refusals">Calls that did not, by time.</param>
/// <param name="Engine">What the engine told of itself; empty if it tells nothing.</param>
/// <param name="Tester">What the tester itself cost.</param>
/// <param name="Length">How long it took, with the last turns.</param>
public sealed record LoadOutcome(
    LoadPlan Plan,
    IReadOnlyList<CallRecord> Calls,
    IReadOnlyList<CallRefused> Refusals,
    IReadOnlyList<EngineSnapshot> Engine,
    TesterLoad Tester,
    TimeSpan Length);
