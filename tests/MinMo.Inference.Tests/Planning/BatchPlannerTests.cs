using MinMo.Abstractions.Engine;
using MinMo.Inference.Planning;
using MinMo.Inference.Tests.Scripting;

namespace MinMo.Inference.Tests.Planning;

public sealed class BatchPlannerTests
{
    private readonly PlannedSteps _steps = new();
    private readonly BatchPlanner _planner = PlannedSteps.Planner();

    [Fact]
    public void Nothing_waiting_gives_no_batch() => Assert.Null(Plan());

    [Fact]
    public void The_earliest_deadline_gives_the_kind_and_leads_the_batch()
    {
        var late = _steps.Think(0, deadline: 30);
        var soon = _steps.Recognize(1, deadline: 10);
        var later = _steps.Recognize(2, deadline: 40);

        Assert.Equal([soon, later], Plan(late, later, soon));
    }

    [Fact]
    public void The_batch_limit_keeps_the_most_urgent_steps()
    {
        QueuedStep[] waiting = [.. Enumerable.Range(0, 5).Select(session => _steps.Think(session, 50 - session))];

        Assert.Equal([waiting[4], waiting[3], waiting[2]], Plan(waiting));
    }

    [Fact]
    public void Steps_of_one_session_are_never_reordered()
    {
        var first = _steps.Think(0, deadline: 90);
        var second = _steps.Recognize(0, deadline: 1);

        Assert.Equal([first], Plan(first, second));
    }

    [Fact]
    public void What_stands_in_the_way_of_an_urgent_step_is_urgent_itself()
    {
        var blocking = _steps.Recognize(0, deadline: 900, speculative: true);
        var urgent = _steps.Think(0, deadline: 1);
        var other = _steps.Think(1, deadline: 5);

        Assert.Equal([blocking], Plan(other, blocking, urgent));
    }

    [Fact]
    public void Two_steps_of_one_session_do_not_share_a_batch()
    {
        var first = _steps.Think(0, deadline: 1);
        var second = _steps.Think(0, deadline: 1);

        Assert.Equal([first], Plan(first, second));
    }

    [Fact]
    public void Kinds_that_permit_it_take_following_steps_of_a_session_in_order()
    {
        var first = _steps.Listen(0, deadline: 2);
        var second = _steps.Listen(0, deadline: 1);
        var other = _steps.Listen(1, deadline: 9);

        Assert.Equal([first, other, second], Plan(first, second, other));
    }

    [Fact]
    public void Following_steps_behind_another_kind_stay()
    {
        var first = _steps.Listen(0, deadline: 1);
        var between = _steps.Think(0, deadline: 5);
        var behind = _steps.Listen(0, deadline: 1);

        Assert.Equal([first], Plan(first, between, behind));
    }

    [Fact]
    public void Speculation_waits_while_anything_else_waits()
    {
        var speculative = _steps.Recognize(0, deadline: 1, speculative: true);
        var relaxed = _steps.Think(1, deadline: 1_000_000);

        Assert.Equal([relaxed], Plan(speculative, relaxed));
    }

    [Fact]
    public void Speculation_runs_when_nothing_else_waits()
    {
        var later = _steps.Recognize(0, deadline: 2, speculative: true);
        var sooner = _steps.Recognize(1, deadline: 1, speculative: true);

        Assert.Equal([sooner, later], Plan(later, sooner));
    }

    [Fact]
    public void Speculative_rows_fill_an_urgent_batch_only_where_rows_are_nearly_free()
    {
        var think = _steps.Think(0, deadline: 5);
        var guess = _steps.Think(1, deadline: 1, speculative: true);
        var recognize = _steps.Recognize(2, deadline: 5);
        var costly = _steps.Recognize(3, deadline: 1, speculative: true);

        Assert.Equal([think, guess], Plan(guess, think));
        Assert.Equal([recognize], Plan(costly, recognize));
    }

    [Fact]
    public void A_crowded_tenant_leaves_room_in_the_batch_for_another_one()
    {
        QueuedStep[] crowd = [.. Enumerable.Range(0, 5).Select(session => _steps.Think(session, 1, tenant: "crowd"))];
        var lone = _steps.Think(9, deadline: 100, tenant: "lone");

        Assert.Equal([crowd[0], lone, crowd[1]], Plan([.. crowd, lone]));
    }

    [Fact]
    public void Equal_deadlines_go_in_the_order_they_came()
    {
        QueuedStep[] waiting = [.. new[] { 3, 1, 2 }.Select(session => _steps.Think(session, deadline: 7))];

        Assert.Equal(waiting, Plan(waiting));
    }

    [Fact]
    public void Rows_that_are_urgent_are_shared_by_weight()
    {
        var planner = PlannedSteps.Planner(("heavy", 2));
        QueuedStep[] heavy = [.. Enumerable.Range(0, 4).Select(session => _steps.Think(session, 50, tenant: "heavy"))];
        QueuedStep[] light = [.. Enumerable.Range(5, 4).Select(session => _steps.Think(session, 40, tenant: "light"))];

        Assert.Equal([light[0], heavy[0], heavy[1]], PlannedSteps.Plan(planner, [.. light, .. heavy]));
    }

    [Fact]
    public void What_is_not_yet_urgent_takes_no_row_from_what_is()
    {
        QueuedStep[] crowd = [.. Enumerable.Range(0, 3).Select(session => _steps.Think(session, 10, tenant: "crowd"))];
        var relaxed = _steps.Think(9, deadline: 1_500, tenant: "lone");

        Assert.Equal(crowd, Plan([.. crowd, relaxed]));
    }

    [Fact]
    public void A_batch_with_room_is_filled_with_what_is_not_yet_urgent()
    {
        var dry = _steps.Think(0, deadline: 5);
        var later = _steps.Think(1, deadline: 1_500);
        var sooner = _steps.Think(2, deadline: 900);

        Assert.Equal([dry, sooner, later], Plan(later, dry, sooner));
    }

    [Theory]
    [InlineData(8, 0, false)]
    [InlineData(8, 10, true)]
    [InlineData(7, 0, true)]
    public void A_tick_waits_for_company_while_many_calls_are_here(int calls, long now, bool planned)
    {
        var planner = Gathering();
        var line = Line(planner, _steps.Listen(0, deadline: 80));

        Assert.Equal(planned, planner.Next([line], now, calls) is not null);
        Assert.Equal(planned ? null : 10, planner.ReadyAt);
    }

    [Fact]
    public void What_waits_for_company_holds_up_nothing_else_and_goes_along()
    {
        var planner = Gathering();
        var tick = Line(planner, _steps.Listen(0, deadline: 80));
        var think = Line(planner, _steps.Think(1, deadline: 500));
        Assert.Equal(StepKind.Think, planner.Next([tick, think], now: 0, calls: 9)!.Kind);

        var earlier = Line(planner, _steps.Listen(2, deadline: 90, arrived: -10));
        Assert.Equal([earlier.First, tick.First], planner.Next([tick, earlier], now: 0, calls: 9)!.Steps);
    }

    private static BatchPlanner Gathering() => new(
        new PlanningRules(PlannedSteps.Policies, UrgentWithin: 100, new Dictionary<string, double>())
        {
            Gathering = new Dictionary<StepKind, long> { [StepKind.Listen] = 10 },
        });

    private static SessionLine Line(BatchPlanner planner, QueuedStep step)
    {
        var line = new SessionLine();
        line.Begin(step.Session, planner.Shares.Enter(step.Session.Tenant));
        line.Add(step);
        return line;
    }

    private IReadOnlyList<QueuedStep>? Plan(params IReadOnlyList<QueuedStep> waiting) => PlannedSteps.Plan(_planner, waiting);
}
