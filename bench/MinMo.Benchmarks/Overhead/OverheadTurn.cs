using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Testing.Scripting;

namespace MinMo.Benchmarks.Overhead;

/// <summary>The turn that is taken again and again: a question, a pause, a reply of two clauses; models take no time.</summary>
internal static class OverheadTurn
{
    /// <summary>Input by input is answered before the next one is sent.</summary>
    public static CallSettings Settings { get; } = new() { LockStep = true };

    private static ScriptedCaller Caller { get; }
        = new ScriptedCaller().IsSilentFor(TimeSpan.FromMilliseconds(200)).Speaks("what is the time", TimeSpan.FromMilliseconds(800))
            .IsSilentFor(TimeSpan.FromMilliseconds(1_200));

    /// <summary>Frames of 20 ms.</summary>
    public static IReadOnlyList<AudioReceived> Frames { get; } = [.. Caller.Frames()];

    /// <summary>An engine that answers at once.</summary>
    public static ScriptedEngine Engine() => new(new EngineScript
    {
        Heard = Caller.Utterances,
        Replies = ["It is half past nine in the morning, and the day has only begun."],
    });

    public static CallId Call(int number) => new($"overhead-{number}");
}
