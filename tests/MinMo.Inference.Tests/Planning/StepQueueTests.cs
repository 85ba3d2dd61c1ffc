using MinMo.Abstractions.Engine;
using MinMo.Inference.Planning;
using MinMo.Inference.Tests.Scripting;

namespace MinMo.Inference.Tests.Planning;

public sealed class StepQueueTests : IDisposable
{
    private readonly PlannedSteps _steps = new();
    private readonly StepQueue _queue = new(
        new StepQueueLimits(Steps: 4, StepsPerSession: 2),
        new BatchPlanner(new PlanningRules(
            new Dictionary<StepKind, KindPolicy>
            {
                [StepKind.Think] = new(BatchLimit: 2, SeveralOfSession: false, FillsWithSpeculation: true),
            },
            UrgentWithin: 100, new Dictionary<string, double>())),
        TimeProvider.System);

    public void Dispose() => _queue.Dispose();

    [Fact]
    public void One_session_cannot_take_the_room_of_the_others()
    {
        Assert.True(Add(0));
        Assert.True(Add(0));

        Assert.False(_queue.TryAdd(_steps.Think(0, 1), out var refusal));
        Assert.Equal("2 steps of this session wait already; await their results first", refusal);
        Assert.True(Add(1));
    }

    [Fact]
    public void A_full_queue_refuses_whoever_comes()
    {
        Assert.All([0, 0, 1, 1], session => Assert.True(Add(session)));

        Assert.False(_queue.TryAdd(_steps.Think(2, 1), out var refusal));
        Assert.Equal("4 steps wait already; send fewer calls to this worker", refusal);
    }

    [Fact]
    public void A_step_that_goes_on_keeps_its_turn()
    {
        var first = _steps.Think(0, deadline: 1);
        var second = _steps.Think(0, deadline: 1);
        Assert.True(_queue.TryAdd(first, out _));
        Assert.True(_queue.TryAdd(second, out _));

        var batch = _queue.Take()!;
        _queue.Return(batch, TimeSpan.Zero);

        Assert.Equal([first], _queue.Take()!.Steps);
    }

    [Fact]
    public async Task What_comes_while_the_queue_is_held_is_planned_together()
    {
        _queue.Hold();
        var taken = Task.Run(_queue.Take, TestContext.Current.CancellationToken);
        Assert.True(Add(0));
        Assert.True(Add(1));
        _queue.Resume();

        Assert.Equal(2, (await taken)!.Steps.Count);
    }

    [Fact]
    public void A_held_queue_can_be_stopped()
    {
        _queue.Hold();
        _queue.Stop();

        Assert.Null(_queue.Take());
    }

    [Fact]
    public void A_finished_step_makes_room()
    {
        var first = _steps.Think(0, deadline: 1);
        var second = _steps.Think(0, deadline: 1);
        Assert.True(_queue.TryAdd(first, out _));
        Assert.True(_queue.TryAdd(second, out _));

        var batch = _queue.Take()!;
        first.Work.Result = new HushResult();
        _queue.Return(batch, TimeSpan.Zero);

        Assert.Equal([second], _queue.Take()!.Steps);
        Assert.Equal(1, _queue.Count);
    }

    [Fact]
    public void An_abandoned_step_leaves_when_its_slice_has_ended()
    {
        var running = _steps.Think(0, deadline: 1);
        Assert.True(_queue.TryAdd(running, out _));
        var batch = _queue.Take()!;

        _queue.Abandon(running);
        Assert.Equal(1, _queue.Count);
        _queue.Return(batch, TimeSpan.Zero);

        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public void Removing_a_session_leaves_the_steps_of_others()
    {
        Assert.True(Add(0));
        Assert.True(Add(1));

        Assert.Single(_queue.RemoveOf(_steps.Session(0)));
        Assert.Same(_steps.Session(1), Assert.Single(_queue.Take()!.Steps).Session);
    }

    [Fact]
    public void A_stopped_queue_gives_back_what_waits_and_refuses_the_rest()
    {
        Assert.True(Add(0));

        Assert.Single(_queue.Stop());
        Assert.Null(_queue.Take());
        Assert.False(_queue.TryAdd(_steps.Think(1, 1), out var refusal));
        Assert.Equal("the device is stopped; open a session on another worker", refusal);
    }

    private bool Add(int session) => _queue.TryAdd(_steps.Think(session, deadline: 1), out _);

    [Fact]
    public void Speculation_that_is_confirmed_goes_by_its_deadline()
    {
        var guess = _steps.Think(0, deadline: 900, speculative: true);
        Assert.True(_queue.TryAdd(guess, out _));
        Assert.True(Add(1));
        Assert.True(Add(2));

        _queue.Confirm(_steps.Session(0), deadline: 0);

        Assert.Same(guess, _queue.Take()!.Steps[0]);
    }

    [Fact]
    public void A_round_allocates_nothing()
    {
        using var queue = new StepQueue(
            new StepQueueLimits(Steps: 100, StepsPerSession: 2), PlannedSteps.Planner(("b", 2)), TimeProvider.System);
        for (var session = 0; session < 64; session++)
        {
            _steps.Session(session, session % 2 == 0 ? "a" : "b");
            Assert.True(queue.TryAdd(_steps.Think(session, deadline: session), out _));
        }

        Rounds(queue, 50);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Rounds(queue, 1000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Rounds(StepQueue queue, int count)
        {
            for (var round = 0; round < count; round++)
            {
                queue.Return(queue.Take()!, TimeSpan.FromMilliseconds(5));
            }
        }
    }

    [Fact]
    public void A_tick_that_found_no_company_goes_alone()
    {
        var rules = new PlanningRules(PlannedSteps.Policies, UrgentWithin: 100, new Dictionary<string, double>())
        {
            Gathering = new Dictionary<StepKind, long> { [StepKind.Listen] = TimeProvider.System.TimestampFrequency / 100 },
        };
        using var queue = new StepQueue(
            new StepQueueLimits(Steps: 4, StepsPerSession: 2), new BatchPlanner(rules), TimeProvider.System, static () => 9);
        var now = TimeProvider.System.GetTimestamp();
        var tick = _steps.Listen(0, deadline: now, arrived: now);
        Assert.True(queue.TryAdd(tick, out _));

        Assert.Same(tick, Assert.Single(queue.Take()!.Steps));
        Assert.True(TimeProvider.System.GetTimestamp() >= now + (TimeProvider.System.TimestampFrequency / 100));
    }

    [Fact]
    public void A_session_that_comes_back_has_its_own_line_again()
    {
        var first = _steps.Think(0, deadline: 1);
        Assert.True(_queue.TryAdd(first, out _));
        var batch = _queue.Take()!;
        first.Work.Result = new HushResult();
        _queue.Return(batch, TimeSpan.Zero);

        Assert.True(Add(1));
        _queue.Abandon(first);

        Assert.Same(_steps.Session(1), Assert.Single(_queue.Take()!.Steps).Session);
    }
}
