using MinMo.LoadTest.Callers;
using MinMo.LoadTest.Speech;
using static MinMo.LoadTest.Tests.Callers.SimulatedAgent;

namespace MinMo.LoadTest.Tests.Callers;

public sealed class DialogueDirectorTests
{
    [Fact]
    public void The_next_turn_comes_behind_the_answer_and_a_breath()
    {
        var call = new SimulatedAgent(Move(SpeechRole.Turn, 0.4), Move(SpeechRole.Turn, 0.4)).Speaks(2, 3).Speaks(5, 6);

        call.RunUntil(20);

        Assert.Equal([Seconds(0.4), Seconds(3.4)], call.Spoken.Select(spoken => spoken.At));
        Assert.Equal(Seconds(6.5), call.HungUpAt);
    }

    [Fact]
    public void A_barge_in_is_said_into_the_reply()
    {
        var call = new SimulatedAgent(Move(SpeechRole.Turn, 0), Move(SpeechRole.BargeIn, 1.5)).Speaks(2, 4).Speaks(6, 7);

        call.RunUntil(20);

        Assert.Equal([(TimeSpan.Zero, SpeechRole.Turn), (Seconds(3.5), SpeechRole.BargeIn)], call.Spoken);
        Assert.Equal(Seconds(7.5), call.HungUpAt);
    }

    [Fact]
    public void A_reply_that_is_too_short_is_not_interrupted()
    {
        var call = new SimulatedAgent(Move(SpeechRole.Turn, 0), Move(SpeechRole.BargeIn, 1.5), Move(SpeechRole.Turn, 0.4))
            .Speaks(2, 3).Speaks(6, 7);

        call.RunUntil(20);

        Assert.Equal([SpeechRole.Turn, SpeechRole.Turn], call.Spoken.Select(spoken => spoken.Role));
        Assert.Equal(SpeechRole.BargeIn, Assert.IsType<MoveSkipped>(Assert.Single(call.Skipped)).Role);
    }

    [Fact]
    public void Back_channels_want_no_answer()
    {
        var call = new SimulatedAgent(
            Move(SpeechRole.Turn, 0), Move(SpeechRole.BackChannel, 0.5, 0.3), Move(SpeechRole.BackChannel, 2, 0.3),
            Move(SpeechRole.Turn, 0.4)).Speaks(2, 6).Speaks(9, 10);

        call.RunUntil(20);

        Assert.Equal([TimeSpan.Zero, Seconds(2.5), Seconds(4), Seconds(6.4)], call.Spoken.Select(spoken => spoken.At));
    }

    [Fact]
    public void Who_gets_no_answer_goes_on_when_patience_ends()
    {
        var call = new SimulatedAgent(Move(SpeechRole.Turn, 0), Move(SpeechRole.Turn, 0.4));

        call.RunUntil(60);

        Assert.Equal([TimeSpan.Zero, Seconds(16)], call.Spoken.Select(spoken => spoken.At));
        Assert.Equal(Seconds(32), call.HungUpAt);
    }

    [Fact]
    public void A_long_reply_is_heard_to_its_end()
    {
        var call = new SimulatedAgent(Move(SpeechRole.Turn, 0), Move(SpeechRole.Turn, 0.4)).Speaks(2, 40).Speaks(42, 43);

        call.RunUntil(60);

        Assert.Equal(Seconds(40.4), call.Spoken[1].At);
    }

    [Fact]
    public void Who_leaves_hears_the_answer_and_says_nothing_more()
    {
        var call = new SimulatedAgent(Move(SpeechRole.Turn, 0), Move(SpeechRole.Turn, 0.4)).Speaks(2, 3).Leaves(0.5);

        call.RunUntil(20);

        Assert.Single(call.Spoken);
        Assert.Equal(Seconds(3.5), call.HungUpAt);
    }

    [Fact]
    public void Waiting_takes_its_time()
    {
        var call = new SimulatedAgent(Wait(2), Move(SpeechRole.Turn, 0));

        call.RunUntil(5);

        Assert.Equal(Seconds(2.02), Assert.Single(call.Spoken).At);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromMilliseconds(Math.Round(seconds * 1000));
}
