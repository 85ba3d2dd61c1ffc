using CsCheck;
using Microsoft.Extensions.Time.Testing;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Planning;
using MinMo.Inference.Tests.Scripting;

namespace MinMo.Inference.Tests.Planning;

/// <summary>What holds when more is asked for than a device can do: every call asks again as soon as it is answered.</summary>
public sealed class FairnessProperties
{
    private const int Rounds = 400;

    [Fact]
    public void Tenants_that_always_wait_get_device_time_by_weight()
        => Gen.Select(Gen.Double[0.5, 4], Gen.Double[0.5, 4], Gen.Int[1, 20], Gen.Int[4, 12], Gen.Int[4, 12]).Sample(
            static (first, second, rowMilliseconds, firstCalls, secondCalls) =>
            {
                var seconds = Serve([("one", first, firstCalls), ("two", second, secondCalls)], rowMilliseconds, slack: 0).Seconds;

                // A batch more or less, and the tolerance below which deadlines alone decide.
                var batch = 3 * rowMilliseconds / 1000.0;
                var bound = TenantShares.Tolerance + (2 * batch / Math.Min(first, second));
                Assert.InRange(Math.Abs((seconds["one"] / first) - (seconds["two"] / second)), 0, bound);
            }, iter: 60);

    [Fact]
    public void A_tenant_with_few_calls_is_answered_at_once_beside_one_that_floods()
    {
        var longest = Serve([("flood", 1, 40), ("lone", 1, 1)], rowMilliseconds: 5, slack: 0).LongestRounds;

        Assert.InRange(longest["lone"], 1, 2);
        Assert.InRange(longest["flood"], 10, 25);
    }

    [Fact]
    public void Nobody_starves_whatever_the_slack()
        => Gen.Select(Gen.Int[0, 300], Gen.Int[1, 20], Gen.Int[1, 12], Gen.Int[1, 12]).Sample(
            static (slack, rowMilliseconds, firstCalls, secondCalls) =>
            {
                var longest = Serve([("one", 3, firstCalls), ("two", 0.5, secondCalls)], rowMilliseconds, slack).LongestRounds;

                // Each in its turn: by weight 3 : 0.5, three rows a round; and the slack, in rounds, that it was given.
                var calls = firstCalls + secondCalls;
                Assert.All(longest.Values, rounds => Assert.InRange(rounds, 1, 20 + (7 * calls) + (slack / rowMilliseconds)));
            }, iter: 60);

    [Fact]
    public void A_tenant_that_was_away_has_saved_nothing_up()
    {
        var shares = new TenantShares(new Dictionary<string, double>());
        var worker = shares.Enter(new("worker"));
        var sleeper = shares.Enter(new("sleeper"));
        shares.Leave(sleeper);
        for (var batch = 0; batch < 100; batch++)
        {
            shares.BeginPlanning();
            shares.Charge(worker, 0.1);
        }

        shares.BeginPlanning();
        Assert.Equal(worker.Used, shares.Enter(new("sleeper")).Used, 9);
    }

    [Fact]
    public void Tenants_that_are_gone_and_owe_nothing_are_forgotten()
    {
        var shares = new TenantShares(new Dictionary<string, double>());
        for (var tenant = 0; tenant < 1000; tenant++)
        {
            var share = shares.Enter(new($"t{tenant}"));
            shares.BeginPlanning();
            shares.Charge(share, 0.01);
            shares.Leave(share);
        }

        Assert.InRange(shares.Count, 1, 2);
    }

    /// <returns>Device time of each tenant, and the most rounds that one of its steps waited.</returns>
    private static (Dictionary<string, double> Seconds, Dictionary<string, int> LongestRounds) Serve(
        (string Name, double Weight, int Calls)[] tenants, int rowMilliseconds, int slack)
    {
        var time = new FakeTimeProvider();
        using var queue = new StepQueue(
            new StepQueueLimits(Steps: 1000, StepsPerSession: 8),
            PlannedSteps.Planner([.. tenants.Select(static tenant => (tenant.Name, tenant.Weight))]), time);
        var steps = new PlannedSteps();
        var since = new Dictionary<QueuedStep, int>();
        var seconds = tenants.ToDictionary(static tenant => tenant.Name, static _ => 0.0);
        var longest = tenants.ToDictionary(static tenant => tenant.Name, static _ => 0);
        var call = 0;
        foreach (var (name, _, calls) in tenants)
        {
            for (var end = call + calls; call < end; call++)
            {
                steps.Session(call, name);
                Ask(call, round: 0);
            }
        }

        for (var round = 1; round <= Rounds; round++)
        {
            var batch = queue.Take()!;
            var took = TimeSpan.FromMilliseconds(rowMilliseconds * batch.Steps.Count);
            time.Advance(took);
            batch.Steps.ForEach(static step => step.Work.Result = new HushResult());
            queue.Return(batch, took);
            foreach (var step in batch.Steps.ToArray())
            {
                var tenant = step.Session.Tenant.Value;
                seconds[tenant] += took.TotalSeconds / batch.Steps.Count;
                longest[tenant] = Math.Max(longest[tenant], round - since[step]);
                Ask(step.Session.Slot, round);
            }
        }

        return (seconds, longest);

        void Ask(int session, int round)
        {
            var deadline = time.GetTimestamp() + (slack * TimeSpan.TicksPerMillisecond);
            var step = steps.Think(session, deadline);
            since[step] = round;
            Assert.True(queue.TryAdd(step, out _));
        }
    }
}
