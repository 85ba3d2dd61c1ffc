using System.Diagnostics;
using System.Text.Json;
using MinMo.ClusterTrials.Failover;
using MinMo.Peers.Tests.Nodes;

namespace MinMo.Peers.Tests.Cluster;

/// <summary>The trials of bench/MinMo.ClusterTrials, in little: processes that are really killed.</summary>
public sealed class FailoverTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("kill")]
    [InlineData("drain")]
    public async Task Calls_outlive_a_worker_process(string trial) => AssertNothingIsLost(await RunAsync(trial));

    [Fact]
    public async Task Calls_outlive_a_worker_process_of_a_cluster_that_meets_at_Redis()
    {
        await using var redis = await RedisServer.StartAsync();

        AssertNothingIsLost(await RunAsync("kill", "--redis", redis.Address));
    }

    private static void AssertNothingIsLost(JsonElement report)
    {
        Assert.Equal(0, report.GetProperty("ended").GetInt32());
        Assert.NotEqual(0, report.GetProperty("moved").GetInt32());
        Assert.Equal(0, report.GetProperty("unheard_ms").GetInt32());
        Assert.Equal(report.GetProperty("turns").GetInt32(), report.GetProperty("understood").GetInt32());
    }

    private static async Task<JsonElement> RunAsync(string trial, params string[] options)
    {
        string program = typeof(FailoverTrial).Assembly.Location;
        var start = new ProcessStartInfo(
            "dotnet", [program, trial, "--calls", "4", "--workers", "2", "--seconds", "20", "--json", .. options])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync();
        string last = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault("");
        Assert.True(last.StartsWith('{'), $"the trial did not report: {output}");
        return JsonDocument.Parse(last).RootElement;
    }
}
