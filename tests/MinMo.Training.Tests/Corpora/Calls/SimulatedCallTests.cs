using MinMo.Models.Duplex;
using MinMo.Training.Corpora.Calls;
using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Tests.Corpora.Calls;

public sealed class SimulatedCallTests
{
    private const int Tick = SimulatedCall.TickSamples;

    // tick     0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15
    // caller         [-------]              [----]
    // agent                         [-----------]     [----
    private static readonly SimulatedCall Call = new()
    {
        Speaker = "x",
        SampleCount = 17 * Tick,
        CallerTurns = [new("hello", 2 * Tick, 5 * Tick, false), new("stop", 9 * Tick, 11 * Tick, true)],
        AgentTurns =
        [
            new(new Exchange("hello", "good morning."), 7 * Tick, 12 * Tick, 20 * Tick),
            new(new Exchange("stop", "okay."), 14 * Tick, 16 * Tick, 2 * Tick),
        ],
        Disturbances = [new(DisturbanceKind.BackChannel, "yeah", 8 * Tick, 9 * Tick)],
    };

    [Fact]
    public void Classes_follow_from_the_timeline()
        => Assert.Equal(
            "..hhhrr..yyyrr...",
            string.Concat(Enumerable.Range(0, Call.TickCount).Select(static tick => Call.ClassOf(tick) switch
            {
                DuplexClass.Hold => 'h',
                DuplexClass.Respond => 'r',
                DuplexClass.Yield => 'y',
                _ => '.',
            })));

    [Fact]
    public void The_agent_speaks_in_its_turns()
        => Assert.Equal(
            [7, 8, 9, 10, 11, 14, 15], Enumerable.Range(0, Call.TickCount).Where(static tick => Call.AgentSpeaks(tick)));

    [Fact]
    public void A_reply_that_was_cut_is_interrupted()
        => Assert.Equal([true, false], Call.AgentTurns.Select(static turn => turn.Interrupted));
}
