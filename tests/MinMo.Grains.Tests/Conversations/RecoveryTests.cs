using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Streams;
using MinMo.Grains.Workers;
using MinMo.Testing.Scripting;

namespace MinMo.Grains.Tests.Conversations;

public sealed class RecoveryTests
{
    private static readonly ScriptedCaller Question = new ScriptedCaller().Speaks("hello there", 500.Ms, 1_300.Ms);
    private static readonly ScriptedCaller Wait = new ScriptedCaller().IsSilentFor(4_000.Ms);
    private static readonly EngineScript Script = new() { Heard = Question.Utterances, Replies = ["Good morning."] };

    [Fact]
    public async Task A_lost_session_in_the_middle_of_a_turn_loses_no_word()
    {
        var engine = new ScriptedEngine(Script);
        await using var cluster = await CallCluster.StartAsync(engine);
        var gateway = await cluster.CallAsync("call");
        await gateway.SendAsync(Question);

        engine.LoseSessions();
        await gateway.SendAsync(Wait);

        await gateway.WhenAsync<SessionRecovered>();
        Assert.Equal("hello there", (await gateway.WhenAsync<TurnCommitted>()).Text);
        Assert.Equal("Good morning.", gateway.Heard);
    }

    [Theory]
    [InlineData(StepKind.Listen)]
    [InlineData(StepKind.Recognize)]
    [InlineData(StepKind.Think)]
    [InlineData(StepKind.Speak)]
    [InlineData(StepKind.Render)]
    public async Task A_step_that_faults_moves_the_call_to_a_new_place(StepKind kind)
    {
        var engine = new ScriptedEngine(Script);
        await using var cluster = await CallCluster.StartAsync(engine);
        var gateway = await cluster.CallAsync("call");
        engine.FailNext(kind);

        await gateway.SendAsync(Question);
        await gateway.SendAsync(Wait);

        await gateway.WhenAsync<SessionRecovered>();
        Assert.Equal("Good morning.", (await gateway.WhenAsync<ReplyEnded>()).Heard);
        Assert.Equal(1, engine.OpenSessions);
    }

    [Fact]
    public async Task A_worker_that_throws_is_treated_as_lost_and_harms_no_other_call()
    {
        var engine = new ScriptedEngine(Script);
        await using var cluster = await CallCluster.StartAsync(engine);
        var failing = await cluster.CallAsync("failing");
        var healthy = await cluster.CallAsync("healthy");
        engine.ThrowNext(StepKind.Think, new CallId("failing"));

        await Task.WhenAll(failing.SendAsync(Question), healthy.SendAsync(Question));
        await Task.WhenAll(failing.SendAsync(Wait), healthy.SendAsync(Wait));

        await failing.WhenAsync<SessionRecovered>();
        Assert.Equal("Good morning.", (await failing.WhenAsync<ReplyEnded>()).Heard);
        Assert.Equal("Good morning.", (await healthy.WhenAsync<ReplyEnded>()).Heard);
        Assert.DoesNotContain(healthy.Outputs, output => output is SessionRecovered);
    }

    [Fact]
    public async Task A_worker_that_goes_out_of_service_hands_its_calls_to_another()
    {
        var first = new ScriptedEngine(Script with { Worker = "worker-0" });
        var second = new ScriptedEngine(Script with { Worker = "worker-1" });
        await using var cluster = await CallCluster.StartAsync(first);
        var gateway = await cluster.CallAsync("call");
        await gateway.SendAsync(Question);

        cluster.Workers.Register(new WorkerRegistration("worker-1", second));
        cluster.Workers.Withdraw("worker-0");
        await gateway.SendAsync(Wait);

        await gateway.WhenAsync<SessionRecovered>();
        Assert.Equal("Good morning.", gateway.Heard);
        Assert.Equal(1, second.OpenSessions);
    }
}
