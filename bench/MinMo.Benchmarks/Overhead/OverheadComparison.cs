using System.Globalization;

namespace MinMo.Benchmarks.Overhead;

/// <summary>
/// What grains and streams add to a turn: the same calls, with models that take no time, through a silo and directly, turn
/// by turn in one run.
/// </summary>
internal static class OverheadComparison
{
    private const int WarmUpTurns = 30;

    public static async Task RunAsync(int turns)
    {
        await using var node = await NodeTurn.StartAsync();
        var ignored = new ListedTimes();
        for (int turn = 0; turn < WarmUpTurns; turn++)
        {
            await node.TakeAsync(-1 - turn, ignored);
            DirectTurn.Take(-1 - turn, ignored);
        }

        var (through, direct) = (new ListedTimes(), new ListedTimes());
        var (throughReply, directReply) = (new ListedTimes(), new ListedTimes());
        for (int turn = 0; turn < turns; turn++)
        {
            throughReply.Add(await node.TakeAsync(turn, through));
            directReply.Add(DirectTurn.Take(turn, direct));
        }

        Console.WriteLine($"{turns} turns of {OverheadTurn.Frames.Count} inputs of 20 ms, {Environment.ProcessorCount} processors");
        Console.WriteLine($"each input, grains and streams          {through}");
        Console.WriteLine($"each input, steps called directly       {direct}");
        Console.WriteLine($"longest of a turn, grains and streams   {throughReply}");
        Console.WriteLine($"longest of a turn, called directly      {directReply}");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"p99 difference: {through.At(0.99) - direct.At(0.99):F3} ms each input, {throughReply.At(0.99) - directReply.At(0.99):F3} ms the longest"));
    }
}
