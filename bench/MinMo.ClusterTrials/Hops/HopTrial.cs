using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using MinMo.ClusterTrials.Nodes;
using Orleans.Streams;

namespace MinMo.ClusterTrials.Hops;

/// <summary>
/// The way of a message from its publication to its subscriber, in one process and from one process to another, for
/// the call streams and Orleans's memory streams in one run. Both processes read the same clock.
/// </summary>
internal static class HopTrial
{
    /// <summary>Streams of which only the first message is timed.</summary>
    public const int ColdStreams = 20;

    private const string Here = "here";
    private const string There = "there";
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);
    private const int WarmUp = 200; // messages of a stream until everything has been compiled for speed: 4 s
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(TrialOptions options)
    {
        options = options with { Port = TrialNode.FreePort(), Length = options.Length ?? TimeSpan.FromSeconds(5), Name = Here };
        using var host = HopSilo.Build(options);
        await host.StartAsync();
        await using var other = await ChildProcess.StartAsync("hop-consumer", There, options);
        var client = host.Services.GetRequiredService<IClusterClient>();
        foreach (string provider in HopSilo.Providers)
        {
            await HopSilo.SubscribeAsync(client, Here, provider, Enumerable.Range(0, options.Streams + ColdStreams));
        }

        bool complete = true;
        foreach (var (site, provider) in new[] { Here, There }.SelectMany(static site => HopSilo.Providers.Select(provider => (site, provider))))
        {
            complete &= await MeasureAsync(client, site, provider, options);
        }

        await host.StopAsync();
        return complete ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(IClusterClient client, string site, string provider, TrialOptions options)
    {
        var streams = Enumerable.Range(0, options.Streams).Select(index => StreamOf(client, site, provider, index)).ToArray();
        await Task.WhenAll(streams.Select((stream, index) => SendAsync(stream, Frame * index / streams.Length, WarmUp)));
        await Task.Delay(Late);
        await CollectAsync(client, site, provider, Enumerable.Range(0, options.Streams));

        int messages = (int)(options.Length!.Value / Frame);
        await Task.WhenAll(streams.Select((stream, index) => SendAsync(stream, Frame * index / streams.Length, messages)));
        await Task.Delay(Late);
        var steady = new HopTimes(await CollectAsync(client, site, provider, Enumerable.Range(0, options.Streams)));
        var fresh = Enumerable.Range(options.Streams, ColdStreams);
        foreach (int index in fresh)
        {
            await StreamOf(client, site, provider, index).OnNextAsync(Stopwatch.GetTimestamp());
            await Task.Delay(Frame * 5);
        }

        await Task.Delay(Late);
        var first = new HopTimes(await CollectAsync(client, site, provider, fresh));
        string way = site == Here ? "in process    " : "across silos  ";
        Console.WriteLine($"{way} {provider,-10}  steady  {steady}");
        Console.WriteLine($"{way} {provider,-10}  first   {first}");
        return steady.Count == messages * options.Streams && first.Count == ColdStreams;
    }

    private static IAsyncStream<long> StreamOf(IClusterClient client, string site, string provider, int index)
        => client.GetStreamProvider(provider)
            .GetStream<long>(StreamId.Create(HopConsumerGrain.Namespace, HopSilo.Key(site, provider, index)));

    private static async Task SendAsync(IAsyncStream<long> stream, TimeSpan delay, int messages)
    {
        await Task.Delay(delay);
        using var timer = new PeriodicTimer(Frame);
        for (int sent = 0; sent < messages; sent++)
        {
            await timer.WaitForNextTickAsync();
            await stream.OnNextAsync(Stopwatch.GetTimestamp());
        }
    }

    private static async Task<long[][]> CollectAsync(IClusterClient client, string site, string provider, IEnumerable<int> streams)
    {
        var collected = new List<long[]>();
        foreach (int index in streams)
        {
            collected.AddRange(await client.GetGrain<IHopConsumerGrain>(HopSilo.Key(site, provider, index)).CollectAsync());
        }

        return [.. collected];
    }
}
