using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Testing.Scripting;

namespace MinMo.Grains.Tests.Conversations;

public sealed class ConversationGrainTests
{
    private static readonly ScriptedCaller Hello = Asking("hello there");

    [Fact]
    public async Task A_call_is_heard_and_answered_over_its_streams()
    {
        var engine = EngineHearing(Hello, "Good morning to you.");
        await using var cluster = await CallCluster.StartAsync(engine);
        var gateway = await cluster.CallAsync("call");

        await gateway.SendAsync(Hello);

        Assert.Equal("hello there", (await gateway.WhenAsync<TurnCommitted>()).Text);
        var reply = await gateway.WhenAsync<ReplyEnded>();
        Assert.Equal(ReplyOutcome.Completed, reply.Outcome);
        Assert.Equal("Good morning to you.", reply.Heard);
        Assert.Equal("Good morning to you.", gateway.Heard);
    }

    [Fact]
    public async Task Many_calls_at_once_are_each_answered()
    {
        var engine = EngineHearing(Hello, "Good morning.");
        await using var cluster = await CallCluster.StartAsync(engine);
        var calls = await Task.WhenAll(Enumerable.Range(0, 20).Select(call => cluster.CallAsync($"call-{call}")));

        await Task.WhenAll(calls.Select(call => call.SendAsync(Hello)));

        Assert.All(calls, call => Assert.Equal("Good morning.", call.Heard));
        Assert.Equal(20, engine.OpenSessions);
    }

    [Fact]
    public async Task Hanging_up_gives_the_place_back_and_ends_the_call()
    {
        var engine = new ScriptedEngine();
        await using var cluster = await CallCluster.StartAsync(engine);
        var gateway = await cluster.CallAsync("call");
        Assert.Equal(1, engine.OpenSessions);

        await gateway.HangUpAsync();

        Assert.Equal("hung up", (await gateway.WhenAsync<CallEnded>()).Reason);
        await engine.WhenOpenSessionsAre(0);
    }

    [Fact]
    public async Task Ending_says_why_and_ending_twice_does_nothing()
    {
        var engine = new ScriptedEngine();
        await using var cluster = await CallCluster.StartAsync(engine);
        var gateway = await cluster.CallAsync("call");

        await cluster.Conversation("call").EndAsync("transferred");
        await cluster.Conversation("call").EndAsync("again");

        Assert.Equal("transferred", (await gateway.WhenAsync<CallEnded>()).Reason);
        Assert.Single(gateway.Outputs.OfType<CallEnded>());
        await engine.WhenOpenSessionsAre(0);
    }

    [Fact]
    public async Task A_full_worker_refuses_at_once_and_says_why()
    {
        var script = new EngineScript();
        var engine = new ScriptedEngine(script with { Description = script.Description with { SessionCapacity = 1 } });
        await using var cluster = await CallCluster.StartAsync(engine);
        await cluster.CallAsync("first");
        var second = await cluster.GatewayAsync("second");

        var admission = await second.StartAsync();

        Assert.Equal(RefusalReason.Full, Assert.IsType<Admission.Refused>(admission).Reason);
        await second.WhenAsync<CallEnded>();
        Assert.Equal(1, engine.OpenSessions);
    }

    [Fact]
    public async Task A_bundle_that_no_worker_runs_is_refused_by_name()
    {
        await using var cluster = await CallCluster.StartAsync(new ScriptedEngine());
        var gateway = await cluster.GatewayAsync("call");

        var admission = await gateway.StartAsync(new CallSettings { Bundle = "unheard-of" });

        var refused = Assert.IsType<Admission.Refused>(admission);
        Assert.Equal(RefusalReason.UnknownBundle, refused.Reason);
        Assert.Contains("unheard-of", refused.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_whose_gateway_falls_silent_is_ended()
    {
        var engine = new ScriptedEngine();
        await using var cluster = await CallCluster.StartAsync(
            [engine], options => options.EndWithoutInputAfter = TimeSpan.FromMilliseconds(200));

        var gateway = await cluster.CallAsync("call");

        Assert.Equal("the gateway has sent nothing for 0.2 s", (await gateway.WhenAsync<CallEnded>()).Reason);
        await engine.WhenOpenSessionsAre(0);
    }

    [Fact]
    public async Task An_error_of_ours_ends_its_own_call_only()
    {
        var engine = EngineHearing(Hello, "Good morning.");
        await using var cluster = await CallCluster.StartAsync(engine);
        var failing = await cluster.CallAsync("failing");
        var healthy = await cluster.CallAsync("healthy");

        // No gateway sends this: the shell must survive what the machine does not expect.
        await failing.SendAsync(new AudioReceived(CallPosition.Zero, null!));
        await healthy.SendAsync(Hello);

        Assert.Equal("internal error", (await failing.WhenAsync<CallEnded>()).Reason);
        Assert.Equal("Good morning.", healthy.Heard);
        Assert.DoesNotContain(healthy.Outputs, output => output is CallEnded);
        await engine.WhenOpenSessionsAre(1);
    }

    [Fact]
    public async Task The_dialogue_survives_the_grain()
    {
        var engine = EngineHearing(Hello, "Good morning.");
        await using var cluster = await CallCluster.StartAsync(engine);
        var gateway = await cluster.CallAsync("call");
        await gateway.SendAsync(Hello);
        await gateway.WhenAsync<ReplyEnded>();

        await cluster.DeactivateAsync("call");
        await gateway.WhenAsync<CallSuspended>();
        gateway.Restarted();
        await gateway.StartAsync();

        var dialogue = await cluster.Conversation("call").GetDialogueAsync();
        Assert.Equal(["hello there", "Good morning."], dialogue.Select(entry => entry.Text).ToArray());
        Assert.Equal(1, engine.OpenSessions);
    }

    [Fact]
    public async Task A_call_that_ended_leaves_no_dialogue_to_the_next_of_its_name()
    {
        var engine = EngineHearing(Hello, "Good morning.");
        await using var cluster = await CallCluster.StartAsync(engine);
        var first = await cluster.CallAsync("call");
        await first.SendAsync(Hello);
        await first.HangUpAsync();
        await cluster.DeactivateAsync("call");

        await cluster.CallAsync("call");

        Assert.Empty(await cluster.Conversation("call").GetDialogueAsync());
    }

    private static ScriptedCaller Asking(string words)
        => new ScriptedCaller().Speaks(words, 500.Ms, 1_300.Ms).IsSilentFor(4_000.Ms);

    private static ScriptedEngine EngineHearing(ScriptedCaller caller, string reply)
        => new(new EngineScript { Heard = caller.Utterances, Replies = [reply] });
}
