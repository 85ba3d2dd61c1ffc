using System.Net;
using MinMo.LoadTest.Engine;
using MinMo.Peers.Tests.Nodes;
using MinMo.Testing.Scripting;

namespace MinMo.Peers.Tests.Metrics;

/// <summary>What a node tells of itself to whoever reads the text format of Prometheus.</summary>
public sealed class MetricsPageTests
{
    [Fact]
    public async Task Calls_and_the_process_are_on_the_page()
    {
        await using var node = await ScriptedNode.StartAsync(new EngineScript());
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        await socket.ConnectAsync(
            new UriBuilder(node.Address) { Scheme = "ws", Path = "/v1/realtime", Query = "minmo_tenant=bakery" }.Uri,
            TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = node.Address };

        string page = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Matches("""minmo_call_active\{[^}]*minmo_tenant="bakery"[^}]*\} 1\b""", page);
        Assert.Matches("(?m)^dotnet_process_memory_working_set_bytes", page);
        Assert.Matches("(?m)^dotnet_process_cpu_time_seconds_total", page);
        Assert.Matches("target_info\\{[^}]*service_version=", page);
    }

    [Fact]
    public async Task A_node_that_asks_callers_for_a_key_asks_readers_of_the_page_for_it_too()
    {
        await using var node = await ScriptedNode.StartAsync(new EngineScript(), key: "secret");
        using var stranger = new HttpClient { BaseAddress = node.Address };
        using var refused = await stranger.GetAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        using var wrong = new PrometheusWatch(node.Address, "guess");
        using var known = new PrometheusWatch(node.Address, "secret");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Null(await wrong.LookAsync(TestContext.Current.CancellationToken));
        Assert.NotNull(await known.LookAsync(TestContext.Current.CancellationToken));
    }
}
