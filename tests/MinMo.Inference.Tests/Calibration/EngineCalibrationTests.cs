using Microsoft.Extensions.Time.Testing;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Inference.Calibration;
using MinMo.Inference.Engine;
using MinMo.Inference.Tests.Scripting;

namespace MinMo.Inference.Tests.Calibration;

/// <summary>A real engine on a device of known speed: batches take 4 ms and 1 ms a row on a clock of their own.</summary>
public sealed class EngineCalibrationTests
{
    private static readonly TimeSpan Batch = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan Row = TimeSpan.FromMilliseconds(1);

    // Half a tick of 32 ms; a call thinks 62.5 times a second, one row a round.
    private static readonly CallDemand Demand = new(
        new Dictionary<StepKind, double> { [StepKind.Think] = 62.5 }, TimeSpan.FromMilliseconds(16));

    [Fact]
    public async Task The_costs_of_the_device_are_found()
    {
        await using var worker = await StartAsync();

        var cost = Assert.Single(worker.Engine.Capacity.Costs);
        Assert.Equal(StepKind.Think, cost.Kind);
        Assert.Equal(Batch.TotalMilliseconds, cost.Batch.TotalMilliseconds, 0.01);
        Assert.Equal(Row.TotalMilliseconds, cost.Row.TotalMilliseconds, 0.01);
    }

    [Fact]
    public async Task Batches_of_one_row_and_of_as_many_as_fit_are_measured_and_no_others()
    {
        await using var worker = await StartAsync();

        // Three rounds of a turn of 20 tokens: one alone, eight in step on a device that takes four rows at once.
        Assert.Equal(
            [(1, 60), (4, 120)],
            worker.Runner.Batches.CountBy(static batch => batch.Length).Select(static size => (size.Key, size.Value)).Order());
    }

    [Fact]
    public async Task Turns_that_begin_one_behind_the_other_take_their_steps_together()
    {
        Task before = Task.CompletedTask;
        await using var worker = await StartAsync(rehearse: engine =>
        {
            var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var turn = RehearseBehindAsync(engine, before, asked);
            before = asked.Task;
            return turn;
        });

        Assert.Equal(4, Assert.Single(worker.Engine.Capacity.Costs).LargestBatch);
        Assert.DoesNotContain(worker.Runner.Batches, static batch => batch.Length is 2 or 3);
    }

    [Fact]
    public async Task A_turn_that_ends_before_its_first_step_is_not_waited_for()
    {
        var turns = 0;
        await using var worker = await StartAsync(
            rehearse: engine => int.IsEvenInteger(turns++) ? RehearseAsync(engine) : Task.CompletedTask);

        Assert.Equal(4, Assert.Single(worker.Engine.Capacity.Costs).LargestBatch);
    }

    [Fact]
    public async Task As_many_calls_are_admitted_as_keep_real_time_and_the_next_one_is_told_why()
    {
        using var meters = new ListedMeters();
        await using var worker = await StartAsync(meters: meters);

        // 0.8 x 16 ms hold three batches of four rows at most: 4 + 8 rows take 2 x 4 + 8, 4 rows 4 + 4.
        Assert.Equal(4, worker.Engine.Capacity.RealTimeCalls);
        Assert.Equal(4, worker.Engine.Description.SessionCapacity);
        for (var call = 0; call < 4; call++)
        {
            await worker.OpenAsync();
        }

        var refused = Assert.IsType<Admission.Refused>(await worker.Engine.OpenAsync(
            ScriptedWorker.Request(), TestContext.Current.CancellationToken));
        Assert.Equal(RefusalReason.Busy, refused.Reason);
        Assert.Equal([12.0, 4.0], meters.Measurements
            .Where(static measured => measured.Instrument == "minmo.engine.capacity").Select(static measured => measured.Value));
    }

    [Fact]
    public async Task A_device_that_is_too_slow_for_one_call_still_takes_it()
    {
        await using var worker = await StartAsync(batch: TimeSpan.FromMilliseconds(50));

        Assert.Equal(0, worker.Engine.Capacity.RealTimeCalls);
        Assert.True(worker.Engine.Capacity.Load > 1);
        Assert.Equal(1, worker.Engine.Description.SessionCapacity);
    }

    [Fact]
    public async Task Without_calibration_memory_decides()
    {
        await using var worker = await StartAsync(static options => options.Calibrates = false);

        Assert.Null(worker.Engine.Capacity.RealTimeCalls);
        Assert.Equal(12, worker.Engine.Description.SessionCapacity);
    }

    [Fact]
    public void Families_ask_for_every_tick_and_for_speech_at_its_pace()
    {
        var minmo = new EngineDescription("b", "minmo", 1280, 16_000, false, true, 1, 2048, 2560, 5);
        var demand = CallDemand.OfMinmo(minmo, new EngineOptions());

        Assert.Equal(12.5, demand.RowsPerSecond[StepKind.Listen]);
        Assert.Equal(25, demand.RowsPerSecond[StepKind.Speak], 6);
        Assert.Equal(25 / 3.0, demand.RowsPerSecond[StepKind.Think], 6);
        Assert.Equal(TimeSpan.FromMilliseconds(40), demand.Round);
        Assert.Equal(12.5, CallDemand.OfMinmo(minmo, new EngineOptions { SpeakingShare = 0.5 }).RowsPerSecond[StepKind.Speak], 6);
    }

    private static async Task<ScriptedWorker> StartAsync(
        Action<EngineOptions>? configure = null, ListedMeters? meters = null, TimeSpan? batch = null,
        Func<IInferenceEngine, Task>? rehearse = null)
    {
        var time = new FakeTimeProvider();
        var options = new EngineOptions { Worker = "w" };
        configure?.Invoke(options);
        var runner = new ScriptedRunner { Executed = rows => time.Advance((batch ?? Batch) + (Row * rows)) };
        var worker = await ScriptedWorker.StartAsync(places: 12, configure, runner, time, meters);
        await worker.Engine.CalibrateAsync(new EngineCalibration(rehearse ?? RehearseAsync, Demand), options);
        return worker;
    }

    private static async Task RehearseAsync(IInferenceEngine engine)
    {
        var place = await OpenAsync(engine);
        await ThinkAsync(engine, place);
        await engine.ReleaseAsync(place.Session, TestContext.Current.CancellationToken);
    }

    // Asks for its step when the turn before has asked for its own.
    private static async Task RehearseBehindAsync(IInferenceEngine engine, Task before, TaskCompletionSource asked)
    {
        var place = await OpenAsync(engine);
        await before;
        var thought = ThinkAsync(engine, place);
        asked.SetResult();
        await thought;
        await engine.ReleaseAsync(place.Session, TestContext.Current.CancellationToken);
    }

    private static async Task<Admission.Granted> OpenAsync(IInferenceEngine engine)
        => Assert.IsType<Admission.Granted>(await engine.OpenAsync(
            new SessionRequest(new CallId("rehearsal"), new CallSettings()), TestContext.Current.CancellationToken));

    private static Task<StepResult> ThinkAsync(IInferenceEngine engine, Admission.Granted place) => engine.ExecuteAsync(
        new ThinkStep(place.Session, TimeSpan.Zero, Speculative: false, place.Lane, 20, new ReplySettings()),
        TestContext.Current.CancellationToken).AsTask();
}
