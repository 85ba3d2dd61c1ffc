using System.Diagnostics;
using System.Globalization;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Audio.Files;
using MinMo.Audio.Samples;
using MinMo.Benchmarks.Engines;
using MinMo.Testing.Scripting;

namespace MinMo.Benchmarks.LongCalls;

/// <summary>
/// One call of an hour, as fast as the engine goes: the caller speaks, is listened to, ends the turn, hears the reply to its
/// end, and goes on. Everything is on the call's own clock; real are the steps and the memory.
/// </summary>
internal static class LongCallTrial
{
    private const int Marks = 6;
    private const int FrameSamples = 320;
    private const double Megabyte = 1024 * 1024;

    /// <summary>The measure: memory is flat within 1 %.</summary>
    private const double Flat = 0.01;

    /// <summary>Frames in which a reply must have begun and ended: 60 s.</summary>
    private const int LongestReply = 3_000;

    private static readonly string[] Questions =
    [
        "What can you tell me about the weather?", "And what about tomorrow?", "Tell me more of that.", "Who told you so?",
        "What should I take with me?", "How long does it take?", "Is there another way?", "Thank you. What else?",
    ];

    private static readonly CallSettings Settings = new()
    {
        Turns = new TurnSettings { DetectTurns = false },
        Reply = new ReplySettings { MaximumTokens = 40 },
    };

    /// <returns>Whether the call was answered to its end and memory stayed flat.</returns>
    public static async Task<bool> RunAsync(LongCallOptions options)
    {
        var kept = false;
        await BenchmarkEngine.UseAsync(
            options.Bundle,
            static engine => (engine.Places, engine.Calibrates) = (1, false),
            engine =>
            {
                var timed = new TimedEngine(engine);
                var began = Stopwatch.GetTimestamp();
                var marks = Talk(timed, options);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{options.Minutes} minutes in {Stopwatch.GetElapsedTime(began).TotalMinutes:F1}; {timed.Failures.Count} steps failed"));
                timed.Failures.Take(3).ToList().ForEach(Console.WriteLine);
                kept = Judge(marks) && timed.Failures.Count == 0;
                return Task.CompletedTask;
            });
        return kept;
    }

    /// <summary>Has the call.</summary>
    /// <returns>A mark each sixth of it.</returns>
    public static IReadOnlyList<LongCallMark> Talk(TimedEngine engine, LongCallOptions options)
    {
        var clips = Clips(options);
        var call = new ScriptedCall(engine, Settings);
        var marks = new List<LongCallMark>();
        var (exchanges, replies) = (0, 0);
        Console.WriteLine("minute   resident MB   managed MB   replies   renewals   median ms of steps");
        while (marks.Count < Marks)
        {
            replies += TakeTurn(call, clips[exchanges % clips.Count], options.Speech is null, exchanges) ? 1 : 0;
            exchanges++;
            call.Forget();
            if (Minutes(call) >= options.Minutes * (marks.Count + 1) / Marks)
            {
                marks.Add(Mark(call, engine, replies));
                replies = 0;
                Print(marks[^1]);
            }
        }

        call.Send(new HungUp());
        return marks;
    }

    private static bool TakeTurn(ScriptedCall call, short[] said, bool types, int number)
    {
        for (var from = 0; from + FrameSamples <= said.Length; from += FrameSamples)
        {
            call.Hear(said[from..(from + FrameSamples)]);
        }

        call.Send(types
            ? new MessageAdded(new ItemId($"m{number}"), DialogueRole.User, Questions[number % Questions.Length], null, null)
            : new TurnCommitRequested(null, null));
        call.Send(new ReplyRequested(null, null, null, null));
        for (var frame = 0; frame < LongestReply && call.All<ReplyEnded>().Count == 0; frame++)
        {
            call.Hear(new short[FrameSamples]);
        }

        return call.All<ReplyEnded>().Count > 0;
    }

    // Callers who type are heard to hum meanwhile: ticks are listened to whatever is in them.
    private static IReadOnlyList<short[]> Clips(LongCallOptions options) => options.Speech is null
        ? [[.. Enumerable.Range(0, 2 * CallPosition.RateHz).Select(static index => (short)(2_000 * Math.Sin(index * 0.08)))]]
        :
        [
            .. Directory.EnumerateFiles(options.Speech, "*.*", SearchOption.AllDirectories)
                .Where(static file => Path.GetExtension(file) is ".wav" or ".flac").Order(StringComparer.Ordinal)
                .Select(static file => Pcm.ToInt16(AudioFile.Read(file).ToMono(CallPosition.RateHz))),
        ];

    private static LongCallMark Mark(ScriptedCall call, TimedEngine engine, int replies)
    {
        var managed = GC.GetTotalMemory(forceFullCollection: true) / Megabyte;
        using var process = Process.GetCurrentProcess();
        return new LongCallMark(
            Minutes(call), process.WorkingSet64 / Megabyte, managed, replies, engine.Forks / 2, engine.TakeMedians());
    }

    private static double Minutes(ScriptedCall call) => (call.Now - CallPosition.Zero).TotalMinutes;

    private static void Print(LongCallMark mark)
    {
        var steps = mark.Medians.Where(static kind => kind.Value > 0.05).OrderBy(static kind => kind.Key)
            .Select(static kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Key} {kind.Value:F2}"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{mark.Minute,6:F1} {mark.ResidentMegabytes,13:F1} {mark.ManagedMegabytes,12:F2} {mark.Replies,9} {mark.Renewals,10}   ")
            + string.Join(", ", steps));
    }

    private static bool Judge(IReadOnlyList<LongCallMark> marks)
    {
        Tell("resident memory", "MB", LongCallTrend.OfResident(marks));
        Tell("managed memory", "MB", LongCallTrend.OfManaged(marks));
        foreach (var kind in (StepKind[])[StepKind.Listen, StepKind.Append, StepKind.Think, StepKind.Speak])
        {
            Tell($"a step of {kind}", "ms", LongCallTrend.OfSteps(marks, kind));
        }

        return Math.Abs(LongCallTrend.OfResident(marks).Share) <= Flat && marks.All(static mark => mark.Replies > 0);
    }

    private static void Tell(string what, string unit, LongCallTrend trend) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what}: {trend.Slope:+0.000;-0.000} {unit} an hour, {trend.Share:+0.00%;-0.00%} from the first mark to the last"));
}
