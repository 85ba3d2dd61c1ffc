using System.Globalization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace MinMo.Benchmarks.Lanes;

/// <summary>
/// Attention of one decode step over many lanes, with a cache that keeps each lane in a slot of its own and with one of
/// pages that are shared out, in turn and in one run; and what a fork costs in both.
/// </summary>
internal static class LaneLayouts
{
    private const int Heads = 9;
    private const int KeyValueHeads = 3;
    private const int HeadSize = 64;
    private const int Page = 16;
    private const int Slots = 32;
    private const int Length = 1_024;
    private const int Rounds = 3;
    private const int Burst = 10;
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(50);

    public static void Run(int threads)
    {
        set_num_threads(threads);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        manual_seed(1);
        var slots = randn([Slots, Length, KeyValueHeads, HeadSize]);
        var pages = slots.view(Slots * Length / Page, Page, KeyValueHeads, HeadSize).clone();
        Console.WriteLine(
            $"one layer, {Heads} heads over {KeyValueHeads} of {HeadSize}, float32, {threads} threads, best of {Rounds} x {RoundTime.TotalMilliseconds} ms of processor time");
        Console.WriteLine("lanes   positions   slots us   pages us   pages / slots");
        foreach (int lanes in (int[])[1, 4, 16])
        {
            foreach (int positions in (int[])[128, 512, 1_024])
            {
                Compare(slots, pages, lanes, positions);
            }
        }

        Fork(slots, pages);
    }

    private static void Compare(Tensor slots, Tensor pages, int lanes, int positions)
    {
        using var scope = NewDisposeScope();
        var query = randn([lanes, Heads, 1, HeadSize]);
        var mask = arange(positions).less(randint(positions / 2, positions + 1, [lanes, 1])).view(lanes, 1, 1, positions);

        // The pages of a lane lie anywhere.
        var table = randperm(pages.shape[0])[..(lanes * positions / Page)];
        double best = double.MaxValue;
        double paged = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            best = Math.Min(best, Microseconds(() => Attend(query, InSlots(slots, lanes, positions), mask)));
            paged = Math.Min(paged, Microseconds(() => Attend(query, InPages(pages, table, lanes, positions), mask)));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{lanes,5} {positions,11} {best,10:F0} {paged,10:F0} {paged / best,15:F2}"));
    }

    // Keys and values are of one shape: one of them stands for both.
    private static Tensor InSlots(Tensor slots, int lanes, int positions)
        => slots.narrow(0, 0, lanes).narrow(1, 0, positions).transpose(1, 2); // [lanes, kv heads, positions, h], no copy

    private static Tensor InPages(Tensor pages, Tensor table, int lanes, int positions)
        => pages.index_select(0, table).view(lanes, positions, KeyValueHeads, HeadSize).transpose(1, 2); // copied

    private static void Attend(Tensor query, Tensor cache, Tensor mask)
    {
        // Query heads that share a key head are further rows: [lanes, kv heads, group, h].
        var rows = query.view(query.shape[0], KeyValueHeads, Heads / KeyValueHeads, HeadSize);
        scaled_dot_product_attention(rows, cache, cache, mask);
    }

    private static void Fork(Tensor slots, Tensor pages)
    {
        foreach (int positions in (int[])[128, 512, 1_024])
        {
            double copied = Microseconds(() => slots[1].narrow(0, 0, positions).copy_(slots[0].narrow(0, 0, positions)));
            double page = Microseconds(() => pages[1].copy_(pages[0]));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"fork of {positions,5} positions, keys of one layer: slots {copied:F1} us, pages {page:F1} us (the last page and a table)"));
        }
    }

    // Of processor time: other programs on the machine do not count.
    private static double Microseconds(Action act)
    {
        var began = Environment.CpuUsage.TotalTime;
        int count = 0;
        do
        {
            for (int i = 0; i < Burst; i++, count++)
            {
                using var scope = NewDisposeScope();
                act();
            }
        }
        while (Environment.CpuUsage.TotalTime - began < RoundTime);
        return (Environment.CpuUsage.TotalTime - began).TotalMicroseconds / count;
    }
}
