using MinMo.Testing.Scripting;

namespace MinMo.ClusterTrials.Failover;

/// <summary>What callers and agents say: a question of 1.4 s every eight seconds, and an answer of 4 s.</summary>
internal static class TrialDialogue
{
    public const string Bundle = "scripted";

    /// <summary>Length of a tick of the scripted engine.</summary>
    public const int TickMilliseconds = 32;

    private const int Turns = 60;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Speech = TimeSpan.FromSeconds(1.4);

    public static string Question(int turn) => $"tell me what happened on day {turn + 1}";

    /// <summary>Silence behind the last answer, so that a late one is heard to its end.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    /// <summary>The caller's audio: as many turns as begin and end within <paramref name="length"/>.</summary>
    public static ScriptedCaller Caller(TimeSpan length)
    {
        var caller = new ScriptedCaller();
        for (int turn = 0; First + (turn * Every) + Every <= length; turn++)
        {
            caller.Speaks(Question(turn), First + (turn * Every), First + (turn * Every) + Speech);
        }

        return caller.IsSilentUntil(length + Farewell);
    }

    public static EngineScript Script(string worker)
    {
        var script = new EngineScript { Worker = worker };
        return script with
        {
            Heard = Caller(First + (Turns * Every)).Utterances,
            Replies = [.. Enumerable.Range(1, Turns).Select(Answer)],
            Description = script.Description with { Bundle = Bundle },
        };
    }

    private static string Answer(int day) => $"On day {day} it rained all day, and nobody left the old house.";
}
