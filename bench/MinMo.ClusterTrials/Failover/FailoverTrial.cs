using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MinMo.Abstractions.Grains;
using MinMo.ClusterTrials.Nodes;
using MinMo.Gateways.Calls;
using MinMo.Grains.Cluster;
using MinMo.Server.Hosting;

namespace MinMo.ClusterTrials.Failover;

/// <summary>Calls of one edge on several worker processes, of which one goes half-way.</summary>
internal static class FailoverTrial
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(TrialOptions options)
    {
        options = options with { Port = TrialNode.FreePort(), Length = options.Length ?? TimeSpan.FromSeconds(40) };
        using var edge = TrialNode.Create(options, NodeRole.Edge).Build();
        await edge.StartAsync();
        var workers = new List<ChildProcess>();
        try
        {
            workers.AddRange(await Task.WhenAll(Enumerable.Range(1, options.Workers)
                .Select(number => ChildProcess.StartAsync("worker", $"worker-{number}", options))));
            await WhenKnownAsync(edge.Services.GetRequiredService<IGrainFactory>(), workers);
            var report = await CallAsync(options, edge.Services.GetRequiredService<ICallLines>(), workers[0]);
            Console.WriteLine(options.Json ? JsonSerializer.Serialize(report, FailoverReportContext.Default.FailoverReport) : report);
            return report.IsGood ? 0 : 1;
        }
        finally
        {
            foreach (var worker in workers)
            {
                await worker.DisposeAsync();
            }

            await edge.StopAsync();
        }
    }

    private static async Task WhenKnownAsync(IGrainFactory grains, List<ChildProcess> workers)
    {
        foreach (var worker in workers)
        {
            string name = NodeMetadata.WorkerOn(TrialDialogue.Bundle, worker.Name);
            await grains.GetGrain<IWorkerGrain>(name).DescribeAsync();
        }

        await Task.Delay(Settle);
    }

    private static async Task<FailoverReport> CallAsync(TrialOptions options, ICallLines lines, ChildProcess victim)
    {
        var length = options.Length!.Value;
        var caller = TrialDialogue.Caller(length);
        var audio = caller.ToSamples();
        var calls = Enumerable.Range(1, options.Calls)
            .Select(number => new TrialCall(lines, TimeProvider.System, $"call-{number}")).ToArray();
        // Calls begin one after the other, so that the loss meets them in all states.
        var running = Task.WhenAll(calls.Select(async (call, index) =>
        {
            await Task.Delay(Period * index / calls.Length);
            await call.RunAsync(audio);
        }));
        await Task.Delay(length / 2);
        long lostAt = TimeProvider.System.GetTimestamp();
        if (options.Trial == "kill")
        {
            victim.Kill();
        }
        else
        {
            victim.Terminate();
        }

        await running;
        return Sum(options, [.. calls.Select(static call => call.Result)], caller.Utterances.Count, lostAt);
    }

    private static FailoverReport Sum(TrialOptions options, TrialCallResult[] results, int turns, long lostAt)
    {
        foreach (var result in results.Where(static result => result.Ended is not null))
        {
            Console.Error.WriteLine($"a call ended: {result.Ended}");
        }

        string[] said = [.. Enumerable.Range(0, turns).Select(TrialDialogue.Question)];
        var moved = results.SelectMany(static result => result.Moved).ToArray();
        return new FailoverReport(
            options.Trial,
            results.Length,
            results.Count(static result => result.Ended is not null),
            results.Count(static result => result.Moved.Count > 0),
            Milliseconds(moved.Select(at => TimeProvider.System.GetElapsedTime(lostAt, at))),
            turns * results.Length,
            results.Sum(result => said.Zip(result.Understood, static (spoken, heard) => spoken == heard).Count(static same => same)),
            results.Sum(static result => result.Answered),
            results.Sum(static result => result.UnheardTicks) * TrialDialogue.TickMilliseconds,
            Milliseconds(results.Select(static result => result.LongestGap)),
            Milliseconds(results.Where(static result => result.Moved.Count == 0).Select(static result => result.LongestGap)),
            Milliseconds(results.Select(static result => result.LongestWait)));
    }

    private static int Milliseconds(IEnumerable<TimeSpan> times)
        => (int)times.DefaultIfEmpty().Max().TotalMilliseconds;
}
