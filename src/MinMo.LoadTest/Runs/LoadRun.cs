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
        var random = new Random(HashCode(plan.Seed, span.Caller));
        using var leaving = new CancellationTokenSource(span.To, time);
        try
        {
            await Task.Delay(span.From, time, cancellationToken);
            for (int attempt = 1; !leaving.IsCancellationRequested && !cancellationToken.IsCancellationRequested; attempt++)
            {
                var pause = await DialAsync(new Dialling(plan, span, began, random), leaving.Token, cancellationToken);
                if (attempt == plan.Attempts)
                {
                    return;
                }

                using var either = CancellationTokenSource.CreateLinkedTokenSource(leaving.Token, cancellationToken);
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
    private async Task<TimeSpan> DialAsync(Dialling dialling, CancellationToken leaving, CancellationToken cancellationToken)
    {
        var (plan, span, began, random) = dialling;
        var dialogue = repertoire.Dialogues[random.Next(repertoire.Count)];
        string? tenant = plan.Tenants.Count == 0 ? null : plan.Tenants[span.Caller % plan.Tenants.Count];
        long dialled = time.GetTimestamp();
        var opening = await lines.OpenAsync(new LineRequest(tenant, dialogue.Instructions), cancellationToken);
        var answered = time.GetElapsedTime(dialled);
        if (opening is LineOpening.Refused refused)
        {
            _refusals.Enqueue(new CallRefused(
                time.GetElapsedTime(began), tenant ?? "default", refused.Reason, refused.RetryAfter, answered));
            return (refused.RetryAfter > plan.Redial ? refused.RetryAfter.Value : plan.Redial) * (1 + random.NextDouble());
        }

        await using var line = ((LineOpening.Opened)opening).Line;
        var record = new CallRecord
        {
            Number = Interlocked.Increment(ref _number),
            Tenant = tenant ?? "default",
            Dialogue = dialogue.Name,
            StartedAt = time.GetElapsedTime(began),
            SetUp = answered,
            Length = TimeSpan.Zero,
            Ending = CallEnding.HungUp,
            Moments = [],
        };
        _calls.Enqueue(await TalkAsync(line, dialogue, dialling, record, leaving, cancellationToken));
        return TimeSpan.FromSeconds(0.5 + random.NextDouble());
    }

    private async Task<CallRecord> TalkAsync(
        ICallerLine line,
        PreparedDialogue dialogue,
        Dialling dialling,
        CallRecord record,
        CancellationToken leaving,
        CancellationToken cancellationToken)
    {
        bool stays = dialling.Plan.Shape.Kind == LoadShapeKind.Soak;
        var script = new CallerScript(
            stays ? Endless(dialogue, dialling.Random) : dialogue.Moves, dialogue.Network, dialling.Plan.Patience,
            new Random(dialling.Random.Next()));
        Interlocked.Increment(ref _active);
        try
        {
            var seen = await new VirtualCaller(line, script, time).PlayAsync(leaving, cancellationToken);
            return record with
            {
                Length = seen.Length,
                Ending = seen.Broken is null ? CallEnding.HungUp : CallEnding.Broken,
                Reason = seen.Broken,
                Packets = seen.Packets,
                LatePackets = seen.LatePackets,
                LostPackets = seen.LostPackets,
                Moments = seen.Moments,
            };
        }
        finally
        {
            Interlocked.Decrement(ref _active);
        }
    }

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
    private static int HashCode(int seed, int caller) => unchecked((seed * 486_187_739) + (caller * 16_777_619) + 97);

    private sealed record Dialling(LoadPlan Plan, CallerSpan Span, long Began, Random Random);
}
