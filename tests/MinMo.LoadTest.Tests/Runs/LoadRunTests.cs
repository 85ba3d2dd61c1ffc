using MinMo.Gateways.Tests.Realtime;
using MinMo.LoadTest.Callers;
using MinMo.LoadTest.Dialogues;
using MinMo.LoadTest.Lines;
using MinMo.LoadTest.Measures;
using MinMo.LoadTest.Runs;
using MinMo.LoadTest.Shapes;
using MinMo.LoadTest.Speech;
using MinMo.Testing.Scripting;

namespace MinMo.LoadTest.Tests.Runs;

/// <summary>Whole runs over real sockets of this machine; behind the gateway a scripted engine.</summary>
public sealed class LoadRunTests
{
    private const string Question = """{"dialogues": [{"name": "question", "moves": [{"say": "how are you", "after": 0}]}]}""";

    private const string Interruption =
        """
        {"dialogues": [{"name": "interruption", "moves": [
          {"say": "count please", "after": 0}, {"barge_in": "stop that right now please", "into": 0.3}
        ]}]}
        """;

    private const string LongReply = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen.";

    [Fact]
    public async Task Callers_of_two_tenants_are_answered_and_measured()
    {
        await using var host = await GatewayHost.StartAsync(new EngineScript { Stretches = ["how are you"] });

        var outcome = await PlayAsync(host.Address, Question, callers: 2, ["one", "two"]);

        Assert.Empty(outcome.Refusals);
        Assert.Equal(["one", "two"], outcome.Calls.Select(call => call.Tenant).Order());
        Assert.All(outcome.Calls, call => Assert.Equal((CallEnding.HungUp, "question"), (call.Ending, call.Dialogue)));
        var turns = outcome.Calls.Select(call => Assert.Single(CallMeasures.Of(call).Turns)).ToArray();
        Assert.All(turns, turn => Assert.True(turn.FirstAudio > TimeSpan.Zero));
        Assert.All(outcome.Calls, call => Assert.Contains(call.Moments, moment => moment is LagObserved));
        Assert.All(outcome.Calls, call => Assert.Equal(call.Packets, (int)(call.Length / TimeSpan.FromMilliseconds(20))));
        Assert.All(host.Lines.Lines, line => Assert.True(line.HungUp));
    }

    [Fact]
    public async Task A_barge_in_stops_the_agent()
    {
        await using var host = await GatewayHost.StartAsync(new EngineScript
        {
            Stretches = ["count please", "stop that right now please"],
            Replies = [LongReply, "All right."],
        });

        var outcome = await PlayAsync(host.Address, Interruption, callers: 1, []);

        var call = CallMeasures.Of(outcome.Calls[0]);
        var bargeIn = Assert.Single(call.BargeIns);
        Assert.False(bargeIn.Missed);
        Assert.Contains(call.Call.Moments, moment => moment is ReplyOver { Ending: ReplyEnding.Interrupted });
        Assert.True(call.LaterChunks > 0);
    }

    [Fact]
    public async Task A_full_engine_refuses_with_its_own_reason()
    {
        var script = new EngineScript { Stretches = ["how are you"] };
        await using var host = await GatewayHost.StartAsync(
            script with { Description = script.Description with { SessionCapacity = 1 } });

        var outcome = await PlayAsync(host.Address, Question, callers: 2, ["one", "two"]);

        var refused = Assert.Single(outcome.Refusals);
        Assert.Equal(["one", "two"], new[] { Assert.Single(outcome.Calls).Tenant, refused.Tenant }.Order());
        Assert.Equal("server_full", refused.Reason);
        Assert.True(refused.RetryAfter > TimeSpan.Zero);
    }

    [Fact]
    public async Task Nobody_there_is_a_refusal_too()
    {
        var outcome = await PlayAsync(new Uri("http://127.0.0.1:1"), Question, callers: 1, []);

        Assert.Empty(outcome.Calls);
        Assert.Equal("unreachable", Assert.Single(outcome.Refusals).Reason);
    }

    [Fact]
    public async Task A_tenant_that_is_no_name_is_refused()
    {
        await using var host = await GatewayHost.StartAsync(new EngineScript());

        var outcome = await PlayAsync(host.Address, Question, callers: 1, ["no name!"]);

        Assert.Equal("invalid_tenant", Assert.Single(outcome.Refusals).Reason);
    }

    private static async Task<LoadOutcome> PlayAsync(Uri node, string dialogues, int callers, string[] tenants)
    {
        var repertoire = await new DialogueRehearsal(new ScriptedVoices(), voices: 1, seed: 1)
            .PrepareAsync(DialogueFile.Parse(dialogues, ""), TestContext.Current.CancellationToken);
        using var lines = new RealtimeLines(node, model: null, key: null, TimeProvider.System);
        var plan = new LoadPlan(new LoadShape(LoadShapeKind.Plateau, callers, TimeSpan.FromMinutes(2)), tenants, Seed: 1)
        {
            Attempts = 1,
        };
        return await new LoadRun(lines, repertoire, engine: null, TimeProvider.System)
            .PlayAsync(plan, TestContext.Current.CancellationToken);
    }
}
