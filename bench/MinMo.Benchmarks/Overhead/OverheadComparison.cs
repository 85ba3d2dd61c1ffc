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
        var ignored = new TurnTimes();
        for (int turn = 0; turn < WarmUpTurns; turn++)
        {
            await node.TakeAsync(-1 - turn, ignored);
            DirectTurn.Take(-1 - turn, ignored);
        }

        var (through, direct) = (new TurnTimes(), new TurnTimes());
        for (int turn = 0; turn < turns; turn++)
        {
            await node.TakeAsync(turn, through);
            DirectTurn.Take(turn, direct);
        }

        Console.WriteLine($"{turns} turns of {OverheadTurn.Frames.Count} inputs of 20 ms, {Environment.ProcessorCount} processors");
        Tell("each input until all it causes is done", through.Inputs, direct.Inputs);
        Tell("decision to answer until the first sound", through.FirstAudio, direct.FirstAudio);
        Tell("pause until 1.5 s of reply are prepared", through.Preparation, direct.Preparation);
    }

    private static void Tell(string what, ListedTimes through, ListedTimes direct)
    {
        Console.WriteLine(what);
        Console.WriteLine($"  grains and streams      {through}");
        Console.WriteLine($"  steps called directly   {direct}");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  p99 difference          {through.At(0.99) - direct.At(0.99):F3} ms"));
    }
}
