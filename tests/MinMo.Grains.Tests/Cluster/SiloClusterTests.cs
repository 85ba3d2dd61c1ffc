using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Grains;
using MinMo.Abstractions.Streams;
using MinMo.Grains.Cluster;
using MinMo.Testing.Scripting;

namespace MinMo.Grains.Tests.Cluster;

public sealed class SiloClusterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly ScriptedCaller Question = new ScriptedCaller().Speaks("hello there", 500.Ms, 1_300.Ms);
    private static readonly ScriptedCaller Wait = new ScriptedCaller().IsSilentFor(4_000.Ms);
    private static readonly ScriptedCaller Moment = new ScriptedCaller().IsSilentFor(100.Ms);
    private static readonly EngineScript Script = new() { Heard = Question.Utterances, Replies = ["Good morning."] };

    [Fact]
    public async Task A_worker_lives_on_the_silo_that_its_name_names_and_on_no_other()
    {
        await using var cluster = await SiloCluster.StartAsync(2, name => Running(name));

        foreach (var silo in cluster.WorkerSilos)
        {
            foreach (var client in cluster.WorkerSilos.Select(cluster.ClientOf).Prepend(cluster.Edge))
            {
                var engine = await client.GetGrain<IWorkerGrain>(SiloCluster.WorkerOf(silo)).DescribeAsync();
                Assert.Equal(silo.Name, engine.Bundle);
            }
        }

        var nowhere = cluster.Edge.GetGrain<IWorkerGrain>(NodeMetadata.WorkerOn("scripted", "nowhere"));
        await Assert.ThrowsAnyAsync<Exception>(() => nowhere.DescribeAsync());
    }

    [Fact]
    public async Task A_call_lives_on_the_silo_of_its_gateway_and_is_served_by_workers_of_others()
    {
        await using var cluster = await SiloCluster.StartAsync(2, _ => Script);
        var calls = await Task.WhenAll(Enumerable.Range(0, 6).Select(call => cluster.CallAsync($"call-{call}")));

        await Task.WhenAll(calls.Select(SayAsync));

        Assert.All(calls, call => Assert.Equal("Good morning.", call.Heard));
        foreach (int call in Enumerable.Range(0, 6))
        {
            Assert.Equal(cluster.EdgeAddress, await cluster.PlaceOfAsync($"call-{call}"));
        }

        Assert.All(cluster.WorkerSilos, silo => Assert.InRange(cluster.EngineOf(silo).OpenSessions, 1, 5));
        Assert.Equal(6, cluster.WorkerSilos.Sum(silo => cluster.EngineOf(silo).OpenSessions));
    }

    [Fact]
    public async Task A_silo_that_is_killed_ends_no_call_and_costs_no_word()
    {
        await using var cluster = await SiloCluster.StartAsync(2, _ => Script);
        var calls = await Task.WhenAll(Enumerable.Range(0, 8).Select(call => cluster.CallAsync($"call-{call}")));
        await Task.WhenAll(calls.Select(call => call.SendAsync(Question)));
        int lost = cluster.EngineOf(cluster.WorkerSilos[0]).OpenSessions;
        Assert.InRange(lost, 1, 7);

        await cluster.KillAsync(cluster.WorkerSilos[0]);
        await Task.WhenAll(calls.Select(call => call.SendAsync(Wait)));

        Assert.All(calls, call => Assert.Equal("hello there", Assert.Single(call.Outputs.OfType<TurnCommitted>()).Text));
        Assert.All(calls, call => Assert.Equal("Good morning.", Assert.Single(call.Outputs.OfType<ReplyEnded>()).Heard));
        Assert.Equal(lost, calls.Count(call => call.Outputs.Any(output => output is SessionRecovered)));
        Assert.DoesNotContain(calls, call => call.Outputs.Any(output => output is CallEnded));
        Assert.Equal(8, cluster.EngineOf(cluster.WorkerSilos[^1]).OpenSessions);
    }

    [Fact]
    public async Task A_worker_that_closes_is_left_between_turns_and_ends_empty()
    {
        await using var cluster = await SiloCluster.StartAsync(2, _ => Script);
        var calls = await Task.WhenAll(Enumerable.Range(0, 4).Select(call => cluster.CallAsync($"call-{call}")));
        var (first, second) = (cluster.WorkerSilos[0], cluster.WorkerSilos[1]);
        await Task.WhenAll(calls.Select(call => call.SendAsync(Question)));

        var closed = cluster.WorkersOf(first).CloseAsync(SiloCluster.WorkerOf(first));
        int leaving = cluster.EngineOf(first).OpenSessions;
        Assert.InRange(leaving, 1, 3);
        await Task.WhenAll(calls.Select(call => call.SendAsync(Wait)));
        await closed.WaitAsync(Patience);
        await Task.WhenAll(calls.Select(call => call.SendAsync(Moment))); // what a move tells comes before what is settled then

        Assert.All(calls, call => Assert.Equal("Good morning.", Assert.Single(call.Outputs.OfType<ReplyEnded>()).Heard));
        var moved = calls.Where(call => call.Outputs.Any(output => output is SessionRecovered)).ToArray();
        Assert.Equal(leaving, moved.Length);
        Assert.All(moved, call => Assert.True(At<ReplyEnded>(call) < At<SessionRecovered>(call)));
        Assert.Equal(4, cluster.EngineOf(second).OpenSessions);
    }

    [Fact]
    public async Task A_call_finds_the_worker_of_its_bundle_wherever_it_is()
    {
        await using var cluster = await SiloCluster.StartAsync(2, name => Running(name));
        foreach (var silo in cluster.WorkerSilos)
        {
            var gateway = await ScriptedGateway.ConnectAsync(cluster.Edge, new($"call-{silo.Name}"));

            var admission = await gateway.StartAsync(new() { Bundle = silo.Name });

            Assert.Equal(SiloCluster.WorkerOf(silo), Assert.IsType<Admission.Granted>(admission).Session.Worker);
        }
    }

    private static int At<T>(ScriptedGateway call) => call.Outputs.ToList().FindIndex(output => output is T);

    private static EngineScript Running(string bundle)
        => Script with { Description = Script.Description with { Bundle = bundle } };

    private static async Task SayAsync(ScriptedGateway call)
    {
        await call.SendAsync(Question);
        await call.SendAsync(Wait);
    }
}
