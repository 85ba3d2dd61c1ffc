using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MinMo.Streams.Hosting;
using Orleans.Streams;
using Orleans.TestingHost;

namespace MinMo.Streams.Tests;

/// <summary>
/// Times the way of a message from its publication to its subscriber, as many calls make it; run with
/// <c>MinMo.Streams.Tests -explicit only</c>.
/// </summary>
public sealed class HopMeasurement(ITestOutputHelper output)
{
    private const int Streams = 100;
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    [Theory(Explicit = true)]
    [InlineData("calls")]
    [InlineData("memory-1ms")]
    [InlineData("memory-100ms")]
    public async Task Hundred_streams_of_fifty_messages_a_second(string provider)
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        builder.Options.InitializeClientOnDeploy = false;
        builder.ConfigureSilo((_, silo) => silo
            .AddCallStreams("calls")
            .AddMemoryStreams("memory-100ms")
            .AddMemoryStreams("memory-1ms", streams => streams.ConfigurePullingAgent(
                agent => agent.Configure(options => options.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(1)))));
        await using var cluster = builder.Build();
        await cluster.DeployAsync();
        var client = cluster.GetSiloServiceProvider().GetRequiredService<IClusterClient>();

        var hops = new ConcurrentQueue<(long Sent, TimeSpan Hop)>();
        var streams = Enumerable.Range(0, Streams)
            .Select(index => client.GetStreamProvider(provider).GetStream<long>(StreamId.Create("hop", index)))
            .ToArray();
        foreach (var stream in streams)
        {
            await stream.SubscribeAsync((sent, _) =>
            {
                hops.Enqueue((sent, Stopwatch.GetElapsedTime(sent)));
                return Task.CompletedTask;
            });
        }

        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var begin = Stopwatch.GetTimestamp();
        await Task.WhenAll(streams.Select((stream, index) => SendAsync(stream, index)));
        await Task.Delay(TimeSpan.FromSeconds(1));
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;

        Report($"{provider} first second", hops.Where(hop => Stopwatch.GetElapsedTime(begin, hop.Sent).TotalSeconds < 1));
        Report($"{provider} afterwards", hops.Where(hop => Stopwatch.GetElapsedTime(begin, hop.Sent).TotalSeconds >= 1));
        output.WriteLine(FormattableString.Invariant($"{provider} processor time {processor.TotalSeconds:F1} s"));
        Assert.Equal((int)(Streams * (Length / Frame)), hops.Count);
    }

    private static async Task SendAsync(IAsyncStream<long> stream, int index)
    {
        await Task.Delay(Frame * index / Streams);
        using var timer = new PeriodicTimer(Frame);
        for (var frame = 0; frame < Length / Frame; frame++)
        {
            await timer.WaitForNextTickAsync();
            await stream.OnNextAsync(Stopwatch.GetTimestamp());
        }
    }

    private void Report(string what, IEnumerable<(long Sent, TimeSpan Hop)> hops)
    {
        var sorted = hops.Select(hop => hop.Hop.TotalMilliseconds).Order().ToArray();
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {sorted.Length} hops, p50 {At(0.5):F2} ms, p95 {At(0.95):F2}, p99 {At(0.99):F2}, worst {sorted[^1]:F1}");
        output.WriteLine(line);

        double At(double share) => sorted[(int)(share * (sorted.Length - 1))];
    }
}
