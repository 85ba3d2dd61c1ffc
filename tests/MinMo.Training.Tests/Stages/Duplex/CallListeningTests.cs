using MinMo.Training.Corpora.Calls;
using MinMo.Training.Stages.Duplex;

namespace MinMo.Training.Tests.Stages.Duplex;

public sealed class CallListeningTests
{
    [Fact]
    public void Silence_founds_a_lane_anew_every_fifty_rows()
        => Assert.Equal([(0, 51), (51, 102), (102, 120)], CallListening.Lanes(Call(), 0, 120));

    [Fact]
    public void Speech_and_the_second_behind_it_stay_in_one_lane()
    {
        var call = Call() with { CallerTurns = [Turn(40, 100)] }; // respond goes on, since nobody answers

        Assert.Equal([(0, 160), (160, 200)], CallListening.Lanes(call, 0, 200));
    }

    private static CallerTurn Turn(int from, int to) => new("hello", from * SimulatedCall.TickSamples, to * SimulatedCall.TickSamples, false);

    private static SimulatedCall Call() => new() { Speaker = "anna", CallerTurns = [], AgentTurns = [] };
}
