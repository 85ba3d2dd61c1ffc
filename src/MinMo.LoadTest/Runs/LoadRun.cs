using System.Collections.Concurrent;
using MinMo.LoadTest.Callers;
using MinMo.LoadTest.Engine;
using MinMo.LoadTest.Lines;
using MinMo.LoadTest.Shapes;
using MinMo.LoadTest.Speech;

namespace MinMo.LoadTest.Runs;

/// <summary>Plays one run: callers come and go by the plan's shape, while the engine and the tester are watched.</summary>
/// <param name="lines">Where they call.</param>
/// <param name="repertoire">What they say.</param>
/// <param name="engine">Where the engine tells of itself; null if it does not.</param>
/// <param name="time">Clock of the run.</param>
public sealed class LoadRun(ICallerLines lines, Repertoire repertoire, IEngineWatch? engine, TimeProvider time)
{
    private readonly ConcurrentQueue<CallRecord> _calls = new();
    private readonly ConcurrentQueue<CallRefused> _refusals = new();
    private readonly List<EngineSnapshot> _snapshots = [];
    private int _active;
    private int _number;

    /// <summary>Calls that stand right now.</summary>
    public int ActiveCalls => Volatile.Read(ref _active);

    /// <summary>Refusals so far.</summary>
    public int RefusalCount => _refusals.Count;

    /// <summary>Plays it. A run object plays once.</summary>
    /// <param name="plan">What the run is like.</param>
    /// <param name="cancellationToken">Hangs up at once; what was seen so far is the outcome.</param>
    public async Task<LoadOutcome> PlayAsync(LoadPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        long began = time.GetTimestamp();
        var processor = ProcessorTime.OfThisProcess();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchAsync(plan, began, over.Token);
        await Task.WhenAll(plan.Shape.Spans().Select(span => CallAsync(plan, span, began, cancellationToken)));
        await over.CancelAsync();
        await watching;
        var length = time.GetElapsedTime(began);
        CallRecord[] calls = [.. _calls.OrderBy(static call => call.StartedAt)];
        var tester = new TesterLoad(
            ProcessorTime.OfThisProcess() - processor, length, Environment.ProcessorCount,
            calls.Sum(static call => (long)call.Packets), calls.Sum(static call => (long)call.LatePackets));
        return new LoadOutcome(
            plan, calls, [.. _refusals.OrderBy(static refusal => refusal.At)], _snapshots, tester, length);
    }

    private async Task WatchAsync(LoadPlan plan, long began, CancellationToken cancellationToken)
    {
        if (engine is null)
        {
            return;
        }

        using var timer = new PeriodicTimer(plan.WatchEvery, time);
        try
        {
            do
            {
                await LookAsync(began, cancellationToken);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            await LookAsync(began, CancellationToken.None);
        }
    }

    private async Task LookAsync(long began, CancellationToken cancellationToken)
    {
        if (await engine!.LookAsync(cancellationToken) is { } figures)
        {
            _snapshots.Add(new EngineSnapshot(time.GetElapsedTime(began), figures));
        }
    }

    private async Task CallAsync(LoadPlan plan, CallerSpan span, long began, CancellationToken cancellationToken)
    {
        using var leaving = new CancellationTokenSource(span.To, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(leaving.Token, cancellationToken);
        var caller = new Caller(plan, span, began, new Random(Seed(plan.Seed, span.Caller)), leaving.Token);
        try
        {
            await Task.Delay(span.From, time, cancellationToken);
            for (int attempt = 1; !either.IsCancellationRequested; attempt++)
            {
                var pause = await DialAsync(caller, cancellationToken);
                if (attempt == plan.Attempts)
                {
                    return;
                }

                await Task.Delay(pause, time, either.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The caller goes home.
        }
    }

    /// <summary>One attempt, and the call if it comes about.</summary>
    /// <returns>Time until the next one.</returns>
    private async Task<TimeSpan> DialAsync(Caller caller, CancellationToken cancellationToken)
    {
        var dialogue = repertoire.Dialogues[caller.Random.Next(repertoire.Count)];
        long dialled = time.GetTimestamp();
        var opening = await lines.OpenAsync(new LineRequest(caller.Tenant, dialogue.Instructions), cancellationToken);
        var answered = time.GetElapsedTime(dialled);
        if (opening is LineOpening.Refused refused)
        {
            _refusals.Enqueue(new CallRefused(
                time.GetElapsedTime(caller.Began), caller.Account, refused.Reason, refused.RetryAfter, answered));
            return (refused.RetryAfter > caller.Plan.Redial ? refused.RetryAfter.Value : caller.Plan.Redial)
                * (1 + caller.Random.NextDouble());
        }

        await using var line = ((LineOpening.Opened)opening).Line;
        var began = time.GetElapsedTime(caller.Began);
        var seen = await TalkAsync(line, dialogue, caller, cancellationToken);
        _calls.Enqueue(RecordOf(seen, dialogue, caller) with { StartedAt = began, SetUp = answered });
        return TimeSpan.FromSeconds(0.5 + caller.Random.NextDouble());
    }

    private async Task<CallSight> TalkAsync(
        ICallerLine line, PreparedDialogue dialogue, Caller caller, CancellationToken cancellationToken)
    {
        bool stays = caller.Plan.Shape.Kind == LoadShapeKind.Soak;
        var script = new CallerScript(
            stays ? Endless(dialogue, caller.Random) : dialogue.Moves, dialogue.Network, caller.Plan.Patience,
            new Random(caller.Random.Next()));
        Interlocked.Increment(ref _active);
        try
        {
            return await new VirtualCaller(line, script, time).PlayAsync(caller.Leaving, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _active);
        }
    }

    private CallRecord RecordOf(CallSight seen, PreparedDialogue dialogue, Caller caller) => new()
    {
        Number = Interlocked.Increment(ref _number),
        Tenant = caller.Account,
        Dialogue = dialogue.Name,
        StartedAt = TimeSpan.Zero,
        SetUp = TimeSpan.Zero,
        Length = seen.Length,
        Ending = seen.Broken is null ? CallEnding.HungUp : CallEnding.Broken,
        Reason = seen.Broken,
        Packets = seen.Packets,
        LatePackets = seen.LatePackets,
        LostPackets = seen.LostPackets,
        Moments = seen.Moments,
    };

    // One call after the other without hanging up; the first dialogue's network stays.
    private IEnumerable<PreparedMove> Endless(PreparedDialogue first, Random random)
    {
        for (var dialogue = first; ; dialogue = repertoire.Dialogues[random.Next(repertoire.Count)])
        {
            foreach (var move in dialogue.Moves)
            {
                yield return move;
            }
        }
    }

    // Not System.HashCode: that one differs from process to process.
    private static int Seed(int seed, int caller) => unchecked((seed * 486_187_739) + (caller * 16_777_619) + 97);

    private sealed record Caller(LoadPlan Plan, CallerSpan Span, long Began, Random Random, CancellationToken Leaving)
    {
        public string? Tenant => Plan.Tenants.Count == 0 ? null : Plan.Tenants[Span.Caller % Plan.Tenants.Count];

        public string Account => Tenant ?? "default";
    }
}
