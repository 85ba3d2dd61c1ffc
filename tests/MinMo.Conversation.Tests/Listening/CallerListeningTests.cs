using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Testing.Scripting;

namespace MinMo.Conversation.Tests.Listening;

/// <summary>A worker that takes longer to listen than the caller takes to speak.</summary>
public sealed class CallerListeningTests
{
    private static readonly TimeSpan Stall = 2500.Ms;

    [Fact]
    public void Silence_that_waited_is_left_out()
    {
        var caller = new ScriptedCaller().IsSilentFor(6000.Ms);
        var call = Stalled(caller).PlayUntil(caller, 6000.Ms);

        var late = Assert.Single(call.All<ListeningFellBehind>());
        Assert.InRange(late.Lag, Stall - 100.Ms, Stall + 100.Ms);
        Assert.Equal(0, late.LostTicks);

        // 600 ms are kept, in front of whatever comes next.
        Assert.Equal(late.Lag.TotalMilliseconds - 600, late.DroppedTicks * 32, tolerance: 64);
        Assert.True(LagOf(call) < 50.Ms);
    }

    [Fact]
    public void A_turn_that_begins_while_the_worker_stalls_is_heard_as_a_whole()
    {
        var caller = new ScriptedCaller().IsSilentFor(1800.Ms).Speaks("are you still there", 1500.Ms);
        var call = Stalled(caller, judges: true).PlayUntil(caller, 9000.Ms);

        Assert.True(Assert.Single(call.All<ListeningFellBehind>()).DroppedTicks > 0);
        Assert.Equal("are you still there", call.One<TurnCommitted>().Text);
        Assert.Empty(call.All<SessionRecovered>());
    }

    [Fact]
    public void What_waits_of_a_turn_is_listened_to_together_and_nothing_of_it_is_left_out()
    {
        var caller = new ScriptedCaller().Speaks("a sentence that goes on for quite a while", 4000.Ms);
        var call = Stalled(caller).PlayUntil(caller, 9000.Ms);

        var late = Assert.Single(call.All<ListeningFellBehind>());
        Assert.Equal(0, late.DroppedTicks);
        Assert.InRange(late.MergedTicks, 70, 80);
        Assert.Equal("a sentence that goes on for quite a while", call.One<TurnCommitted>().Text);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_client_that_drives_the_clock_or_ends_turns_itself_has_every_tick_listened_to(bool lockStep, bool detects)
    {
        var settings = new CallSettings { LockStep = lockStep, Turns = new TurnSettings { DetectTurns = detects } };
        var caller = new ScriptedCaller().IsSilentFor(6000.Ms);
        var call = Stalled(caller, settings: settings).PlayUntil(caller, 6000.Ms);

        Assert.Equal(0, call.All<ListeningFellBehind>().Sum(static late => late.DroppedTicks));
    }

    [Fact]
    public void Audio_that_lies_too_far_back_is_counted_as_lost()
    {
        var caller = new ScriptedCaller().Speaks("on and on", 70_000.Ms);
        var call = new ScriptedCall(new EngineScript { Heard = caller.Utterances });
        call.Delays[StepKind.Listen] = 66_000.Ms;
        call.PlayUntil(caller, 70_000.Ms);

        Assert.InRange(Assert.Single(call.All<ListeningFellBehind>()).LostTicks * 32, 3_900, 4_100);
    }

    // The first step takes long, those after it no time.
    private static ScriptedCall Stalled(ScriptedCaller caller, bool judges = false, CallSettings? settings = null)
    {
        var script = new EngineScript { Heard = caller.Utterances };
        var call = new ScriptedCall(
            judges ? script with { Description = EngineScript.Minmo } : script, settings ?? new CallSettings());
        call.Delays[StepKind.Listen] = Stall;
        call.PlayUntil(caller, 200.Ms);
        call.Delays.Clear();
        return call;
    }

    private static TimeSpan LagOf(ScriptedCall call) => call.Now - call.All<DuplexObserved>()[^1].At;
}
