using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Streams;
using MinMo.Conversation.Machine;
using MinMo.Testing.Scripting;

namespace MinMo.Conversation.Tests.Machine;

/// <summary>An hour of talk, one exchange every twelve seconds, with lanes that hold some twenty exchanges.</summary>
public sealed class LongCallTests
{
    private const int Exchanges = 300;
    private const int LaneLength = 512;
    private const int FrameSamples = 320;
    private const string Reply = "Here is what I know of it, said in a few words, so that there is something to be kept.";
    private static readonly long Period = CallPosition.SamplesIn(TimeSpan.FromSeconds(12));
    private static readonly long Speech = CallPosition.SamplesIn(TimeSpan.FromSeconds(1.6));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_hour_keeps_the_lanes_short_and_never_fails(bool judges)
    {
        var call = CallOf(judges ? EngineScript.Minmo : new EngineScript().Description);
        var tokens = new List<int>();
        for (int exchange = 0; exchange < Exchanges; exchange++)
        {
            PlayOne(call, exchange);
            tokens.Add(call.Engine.LaneTokensOf(new CallId("call")));
        }

        Assert.Empty(call.All<SessionRecovered>());
        Assert.Equal(Exchanges, call.All<TurnCommitted>().Count);
        Assert.All(call.All<ReplyEnded>(), ended => Assert.Equal((ReplyOutcome.Completed, Reply), (ended.Outcome, ended.Heard)));

        // Both lanes together, from the third renewal on: what the first half of the hour needs is enough for the second.
        Assert.InRange(tokens.Max(), 0, LaneLength + (LaneLength / 3));
        Assert.InRange(tokens[150..].Max(), 0, tokens[30..150].Max() * 1.01);
    }

    [Fact]
    public void No_reply_waits_for_the_history_to_be_prefilled_again()
    {
        var call = CallOf(new EngineScript().Description);
        for (int exchange = 0; exchange < 60; exchange++)
        {
            PlayOne(call, exchange);
        }

        var appends = call.Actions.OfType<StartStep>().Select(static start => start.Step).OfType<AppendStep>().Skip(1).ToList();
        var rewritten = appends.FindAll(static append => append.Segments[0].Role == DialogueRole.System);
        Assert.InRange(rewritten.Count, 3, 20);
        Assert.All(rewritten, static append => Assert.True(append.Slack >= TimeSpan.FromSeconds(5)));
        Assert.All(
            appends.Except(rewritten),
            static append => Assert.InRange(append.Segments.Sum(static segment => segment.Text.Length), 0, 200));
    }

    [Fact]
    public void A_lane_without_a_spare_one_is_cut_before_the_next_reply()
    {
        var call = CallOf(new EngineScript().Description with { SparesLane = false });
        for (int exchange = 0; exchange < 60; exchange++)
        {
            PlayOne(call, exchange);
            Assert.InRange(call.Engine.LaneTokensOf(new CallId("call")), 0, LaneLength);
        }

        Assert.Empty(call.All<SessionRecovered>());
        Assert.All(call.All<ReplyEnded>(), ended => Assert.Equal(Reply, ended.Heard));
    }

    [Fact]
    public void The_last_exchanges_stay_word_for_word()
    {
        var call = CallOf(new EngineScript().Description);
        for (int exchange = 0; exchange < 100; exchange++)
        {
            PlayOne(call, exchange);
        }

        string lane = call.Engine.LaneOf(new CallId("call"));
        Assert.StartsWith("<System>", lane, StringComparison.Ordinal);
        Assert.DoesNotContain("question number 40 of many", lane, StringComparison.Ordinal);
        Assert.All(
            Enumerable.Range(97, 2),
            exchange => Assert.Contains($"<User>question number {exchange} of many</><Assistant>{Reply}", lane, StringComparison.Ordinal));
    }

    [Fact]
    public void New_instructions_in_the_middle_of_a_renewal_win()
    {
        var call = CallOf(new EngineScript().Description);
        call.Delays[StepKind.Fork] = TimeSpan.FromSeconds(5);
        for (int exchange = 0; exchange < 60; exchange++)
        {
            PlayOne(call, exchange);
            if (exchange % 7 == 6)
            {
                call.Send(new SettingsChanged(new() { Instructions = $"Rule {exchange}." }));
            }
        }

        Assert.Empty(call.All<SessionRecovered>());
        Assert.StartsWith("<System>Rule 55.</>", call.Engine.LaneOf(new CallId("call")), StringComparison.Ordinal);
    }

    private static ScriptedCall CallOf(EngineDescription description) => new(new EngineScript
    {
        Description = description with { LaneLength = LaneLength },
        Heard =
        [
            .. Enumerable.Range(0, Exchanges).Select(static exchange => new ScriptedUtterance(
                new CallPosition(exchange * Period), new CallPosition((exchange * Period) + Speech),
                $"question number {exchange} of many")),
        ],
        Replies = [Reply],
    });

    private static void PlayOne(ScriptedCall call, int exchange)
    {
        for (long from = 0; from < Period; from += FrameSamples)
        {
            var frame = new short[FrameSamples];
            for (int index = 0; from < Speech && index < FrameSamples; index++)
            {
                frame[index] = (short)(index % 2 == 0 ? 9_500 : -9_500);
            }

            call.Hear(frame);
        }

        Assert.Equal((exchange + 1) * Period, call.Now.Samples);
    }
}
