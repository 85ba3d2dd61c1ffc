using System.Diagnostics;
using System.Globalization;

namespace MinMo.Benchmarks.Decoding;

/// <summary>Measures peers in turn, in one process and one run: decoding of one and of many lanes, and prefill.</summary>
internal sealed class DecodingContest(IReadOnlyList<IDecodingPeer> peers, ContestSettings settings)
{
    /// <summary>Measures everything.</summary>
    public IReadOnlyList<ContestRow> Run() =>
    [
        .. settings.Lanes.Select(lanes => Measure($"decode, {lanes}", peer => Decode(peer, lanes))),
        Measure($"prefill, {settings.Prompt}", Prefill),
    ];

    /// <summary>A table: each peer's tokens a second, and what the first one has of each other.</summary>
    public void Print(IReadOnlyList<ContestRow> rows)
    {
        var titles = peers.Select(static peer => $"{peer.Name,14}").Concat(peers.Skip(1).Select(static peer => $"{"to " + peer.Name,17}"));
        Console.WriteLine($"{"tokens/s",-14}{string.Concat(titles)}");
        foreach (var row in rows)
        {
            var rates = row.TokensPerSecond.Select(static rate => string.Create(CultureInfo.InvariantCulture, $"{rate,14:F1}"));
            var ratios = row.TokensPerSecond.Skip(1).Select(
                rate => string.Create(CultureInfo.InvariantCulture, $"{row.TokensPerSecond[0] / rate,17:F2}"));
            Console.WriteLine($"{row.What,-14}{string.Concat(rates.Concat(ratios))}");
        }
    }

    private ContestRow Measure(string what, Func<IDecodingPeer, double> measure)
    {
        var best = new double[peers.Count];
        for (var round = 0; round < settings.Rounds; round++)
        {
            for (var peer = 0; peer < peers.Count; peer++)
            {
                best[peer] = Math.Max(best[peer], measure(peers[peer]));
            }
        }

        return new ContestRow(what, best);
    }

    private double Decode(IDecodingPeer peer, int lanes)
    {
        for (var lane = 0; lane < lanes; lane++)
        {
            peer.Prefill(lane, Text(lane, settings.Context));
        }

        var past = settings.Context;
        var count = 0;
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < settings.RoundTime)
        {
            past = past == settings.Length - 1 ? settings.Context : past;
            peer.Decode([.. Enumerable.Range(0, lanes).Select(lane => Token(count + (lane * 7919)))], past++);
            count += lanes;
        }

        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private double Prefill(IDecodingPeer peer)
    {
        var count = 0;
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < settings.RoundTime)
        {
            peer.Prefill(0, Text(count, settings.Prompt));
            count += settings.Prompt;
        }

        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private int[] Text(int seed, int length)
    {
        var random = new Random(seed + 1);
        return [.. Enumerable.Range(0, length).Select(_ => Token(random.Next(settings.Vocabulary)))];
    }

    // The first ids of a vocabulary are often control tokens.
    private int Token(int number) => (settings.Vocabulary / 20) + (number % (settings.Vocabulary * 19 / 20));
}
