using Microsoft.Extensions.Time.Testing;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Tests.Scripting;

namespace MinMo.Inference.Tests.Engine;

public sealed class InferenceEngineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_runner_has_run_once_before_the_first_call()
    {
        await using var worker = await ScriptedWorker.StartAsync();

        Assert.Equal(1, worker.Runner.WarmUps);
    }

    [Fact]
    public async Task A_runner_that_cannot_warm_up_fails_the_start()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => ScriptedWorker.StartAsync(runner: new ScriptedRunner { WarmUpFails = true }));

        Assert.Equal("no such kernel", error.Message);
    }

    [Fact]
    public async Task No_more_calls_are_admitted_than_have_memory()
    {
        await using var worker = await ScriptedWorker.StartAsync(
            places: 4, static options => options.MemoryForCalls = (2 * ScriptedWorker.BytesOfPlace) + 999);
        await OpenAsync(worker, 2);

        var refused = Assert.IsType<Admission.Refused>(await worker.Engine.OpenAsync(ScriptedWorker.Request(), Token));

        Assert.Equal(RefusalReason.Full, refused.Reason);
        Assert.Equal(2, worker.Engine.Capacity.Calls);
        Assert.Equal(2, worker.Engine.Description.SessionCapacity);
    }

    [Fact]
    public async Task An_engine_without_memory_for_one_call_does_not_start()
        => await Assert.ThrowsAsync<InsufficientMemoryException>(() => ScriptedWorker.StartAsync(
            configure: static options => options.MemoryForCalls = ScriptedWorker.BytesOfPlace - 1));

    [Fact]
    public async Task Steps_that_wait_together_are_executed_together()
    {
        await using var worker = await ScriptedWorker.StartAsync();
        var calls = await OpenAsync(worker, 4);
        worker.Runner.Hold();
        var blocking = worker.ThinkAsync(calls[0]);
        await worker.Runner.Held;

        var waiting = calls.Select(call => worker.ThinkAsync(call)).ToArray();
        worker.Runner.Open();
        await Task.WhenAll([blocking, .. waiting]);

        Assert.Equal([1, 4], worker.Runner.Batches.Select(static batch => batch.Length));
    }

    [Fact]
    public async Task A_call_joins_a_running_batch_at_the_next_token()
    {
        await using var worker = await ScriptedWorker.StartAsync();
        var calls = await OpenAsync(worker, 2);
        worker.Runner.Hold();
        var longer = worker.ThinkAsync(calls[0], tokens: 3);
        await worker.Runner.Held;

        var shorter = worker.ThinkAsync(calls[1], tokens: 1);
        worker.Runner.Open();
        await Task.WhenAll(longer, shorter);

        Assert.Equal([1, 2, 1], worker.Runner.Batches.Select(static batch => batch.Length));
    }

    [Fact]
    public async Task Interleaved_calls_get_what_each_would_get_alone()
    {
        await using var worker = await ScriptedWorker.StartAsync();
        var calls = await OpenAsync(worker, 4);
        var alone = new List<string>();
        foreach (var call in calls)
        {
            alone.Add(Text([await worker.ThinkAsync(call, tokens: 3), await worker.ThinkAsync(call, tokens: 2)]));
            await worker.Engine.ReleaseAsync(call.Session, Token);
        }

        var again = (await OpenAsync(worker, 4)).OrderBy(static call => call.Session.Slot);
        var together = await Task.WhenAll(again.Select(async call => Text(await Task.WhenAll(
            worker.ThinkAsync(call, tokens: 3), worker.ThinkAsync(call, tokens: 2)))));

        Assert.Equal(alone, together);
    }

    [Fact]
    public async Task A_poisoned_step_loses_its_own_session_only()
    {
        await using var worker = await ScriptedWorker.StartAsync();
        var calls = await OpenAsync(worker, 3);
        worker.Runner.Hold();
        var blocking = worker.ThinkAsync(calls[0]);
        await worker.Runner.Held;

        Task<StepResult>[] batch =
            [worker.ThinkAsync(calls[0]), worker.ThinkAsync(calls[1], seed: ScriptedRunner.Poison), worker.ThinkAsync(calls[2])];
        var behind = worker.ThinkAsync(calls[1]);
        worker.Runner.Open();
        await blocking;
        var results = await Task.WhenAll(batch);

        Assert.IsType<ThinkResult>(results[0]);
        Assert.Equal(StepFailure.Faulted, Assert.IsType<StepFailed>(results[1]).Failure);
        Assert.IsType<ThinkResult>(results[2]);
        Assert.Equal(StepFailure.SessionLost, Assert.IsType<StepFailed>(await behind).Failure);
        Assert.Equal(StepFailure.SessionLost, Assert.IsType<StepFailed>(await worker.ThinkAsync(calls[1])).Failure);
        Assert.Equal(2, worker.Engine.PlacesTaken);
    }

    [Fact]
    public async Task A_device_that_fails_three_sessions_in_a_row_takes_no_more_calls()
    {
        await using var worker = await ScriptedWorker.StartAsync();
        foreach (var call in await OpenAsync(worker, 3))
        {
            await worker.ThinkAsync(call, seed: ScriptedRunner.Poison);
        }

        var refused = Assert.IsType<Admission.Refused>(
            await worker.Engine.OpenAsync(ScriptedWorker.Request(), Token));
        Assert.Equal(RefusalReason.Faulted, refused.Reason);
    }

    [Fact]
    public async Task A_full_worker_refuses_at_once_and_takes_the_next_call_after_a_release()
    {
        await using var worker = await ScriptedWorker.StartAsync(places: 1);
        var call = await worker.OpenAsync();

        Assert.IsType<Admission.Refused>(await worker.Engine.OpenAsync(ScriptedWorker.Request(), Token));
        await worker.Engine.ReleaseAsync(call.Session, Token);
        Assert.IsType<Admission.Granted>(await worker.Engine.OpenAsync(ScriptedWorker.Request(), Token));
    }

    [Fact]
    public async Task A_place_is_not_given_away_while_a_step_of_the_last_call_runs()
    {
        await using var worker = await ScriptedWorker.StartAsync(places: 1);
        var call = await worker.OpenAsync();
        worker.Runner.Hold();
        var running = worker.ThinkAsync(call);
        await worker.Runner.Held;

        await worker.Engine.ReleaseAsync(call.Session, Token);
        Assert.IsType<Admission.Refused>(await worker.Engine.OpenAsync(ScriptedWorker.Request(), Token));
        worker.Runner.Open();
        await running;

        Assert.IsType<Admission.Granted>(await worker.Engine.OpenAsync(ScriptedWorker.Request(), Token));
    }

    [Fact]
    public async Task A_stale_handle_is_answered_and_changes_nothing()
    {
        await using var worker = await ScriptedWorker.StartAsync(places: 1);
        var first = await worker.OpenAsync();
        await worker.Engine.ReleaseAsync(first.Session, Token);
        var second = await worker.OpenAsync();

        await worker.Engine.ReleaseAsync(first.Session, Token);
        Assert.Equal(StepFailure.SessionLost, Assert.IsType<StepFailed>(await worker.ThinkAsync(first)).Failure);
        Assert.IsType<ThinkResult>(await worker.ThinkAsync(second));
    }

    [Fact]
    public async Task Steps_beyond_the_bound_of_a_call_are_refused_as_overload()
    {
        await using var worker = await ScriptedWorker.StartAsync(configure: options => options.QueuedStepsPerCall = 2);
        var call = await worker.OpenAsync();
        worker.Runner.Hold();
        Task<StepResult>[] accepted = [worker.ThinkAsync(call), worker.ThinkAsync(call)];

        var refused = await worker.ThinkAsync(call);
        worker.Runner.Open();

        Assert.Equal(StepFailure.Overloaded, Assert.IsType<StepFailed>(refused).Failure);
        Assert.All(await Task.WhenAll(accepted), static result => Assert.IsType<ThinkResult>(result));
    }

    [Fact]
    public async Task A_kind_that_the_family_lacks_is_invalid()
    {
        await using var worker = await ScriptedWorker.StartAsync();
        var call = await worker.OpenAsync();

        var result = await worker.Engine.ExecuteAsync(
            new TruncateStep(call.Session, call.Lane, new LanePosition(0)), Token);

        Assert.Equal(StepFailure.Invalid, Assert.IsType<StepFailed>(result).Failure);
    }

    [Fact]
    public async Task A_step_given_up_while_it_waits_is_never_executed()
    {
        await using var worker = await ScriptedWorker.StartAsync();
        var calls = await OpenAsync(worker, 2);
        worker.Runner.Hold();
        var blocking = worker.ThinkAsync(calls[0]);
        await worker.Runner.Held;
        using var giveUp = new CancellationTokenSource();

        var waiting = worker.ThinkAsync(calls[1], cancellationToken: giveUp.Token);
        await giveUp.CancelAsync();
        worker.Runner.Open();
        await blocking;
        await worker.ThinkAsync(calls[0]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.DoesNotContain(worker.Runner.Batches, batch => batch.Any(step => step.Session == calls[1].Session));
    }

    [Fact]
    public async Task Disposing_ends_waiting_steps_as_lost()
    {
        var worker = await ScriptedWorker.StartAsync();
        var calls = await OpenAsync(worker, 2);
        worker.Runner.Hold();
        var running = worker.ThinkAsync(calls[0], tokens: 2);
        await worker.Runner.Held;
        var waiting = worker.ThinkAsync(calls[1]);

        var disposal = worker.DisposeAsync();
        var lost = await waiting;
        worker.Runner.Open();
        await disposal;

        Assert.Equal(StepFailure.SessionLost, Assert.IsType<StepFailed>(lost).Failure);
        Assert.Equal(StepFailure.SessionLost, Assert.IsType<StepFailed>(await running).Failure);
        Assert.All(worker.Places, static place => Assert.Equal(place.Begun, place.Ended));
    }

    [Fact]
    public async Task A_missed_deadline_is_counted_with_its_lateness()
    {
        var time = new FakeTimeProvider();
        using var meters = new ListedMeters();
        await using var worker = await ScriptedWorker.StartAsync(time: time, meters: meters);
        var call = await worker.OpenAsync();
        worker.Runner.Hold();
        var late = worker.ThinkAsync(call, slack: 100);
        await worker.Runner.Held;
        time.Advance(TimeSpan.FromMilliseconds(130));
        worker.Runner.Open();
        await late;

        var lateness = Assert.Single(
            meters.Measurements, static measured => measured.Instrument == "minmo.engine.deadline.lateness");
        Assert.Equal((0.03, "Think"), (Math.Round(lateness.Value, 9), lateness.Kind));
    }

    [Fact]
    public async Task A_result_says_how_long_it_waited_and_computed()
    {
        var time = new FakeTimeProvider();
        await using var worker = await ScriptedWorker.StartAsync(time: time);
        var calls = await OpenAsync(worker, 2);
        worker.Runner.Hold();
        var first = worker.ThinkAsync(calls[0]);
        await worker.Runner.Held;
        var second = worker.ThinkAsync(calls[1]);
        time.Advance(TimeSpan.FromMilliseconds(40));
        worker.Runner.Open();

        Assert.Equal(
            (TimeSpan.Zero, TimeSpan.FromMilliseconds(40)), ((await first).Queued, (await first).Computed));
        Assert.Equal(
            (TimeSpan.FromMilliseconds(40), TimeSpan.Zero), ((await second).Queued, (await second).Computed));
    }

    private static async Task<List<Admission.Granted>> OpenAsync(ScriptedWorker worker, int calls)
    {
        var opened = new List<Admission.Granted>();
        for (var call = 0; call < calls; call++)
        {
            opened.Add(await worker.OpenAsync());
        }

        return opened;
    }

    private static string Text(IEnumerable<StepResult> results)
        => string.Join(' ', results.Cast<ThinkResult>().SelectMany(static result => result.Tokens)
            .Select(static token => token.Text));
}
