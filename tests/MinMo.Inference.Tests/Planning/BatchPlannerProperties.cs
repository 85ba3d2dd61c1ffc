using CsCheck;
using MinMo.Inference.Planning;
using MinMo.Inference.Tests.Scripting;

namespace MinMo.Inference.Tests.Planning;

/// <summary>What holds for any queue: steps arrive while others run, and need one to three slices.</summary>
public sealed class BatchPlannerProperties
{
    private static readonly Gen<Arrival[]> Arrivals = Gen.Select(
        Gen.Int[0, 2], Gen.Int[0, 5], Gen.Int[0, 400], Gen.Bool, Gen.Int[1, 3], Gen.Int[0, 6],
        static (kind, session, deadline, speculative, slices, round)
            => new Arrival(kind, session, deadline, speculative, slices, round)).Array[1, 40];

    [Fact]
    public void Every_step_is_executed_in_the_order_of_its_session_within_the_limits()
        => Arrivals.Sample(static arrivals =>
        {
            using var run = new PlannedRun(arrivals);
            for (var round = 0; run.Next() is { } batch; round++)
            {
                Assert.InRange(batch.Count, 1, PlannedSteps.Policies[batch[0].Kind].BatchLimit);
                Assert.All(batch, step => Assert.Equal(batch[0].Kind, step.Kind));
                Assert.Distinct(batch);
                Assert.InRange(round, 0, 130);
            }

            Assert.All(
                run.Arrived.ToLookup(static step => step.Session),
                steps => Assert.Equal(steps, run.Finished.Where(step => step.Session == steps.Key)));
        });

    [Fact]
    public void The_earliest_deadline_leads_and_speculation_waits()
        => Arrivals.Sample(static arrivals =>
        {
            using var run = new PlannedRun([.. arrivals.Select(static arrival => arrival with { OneTenant = true })]);
            while (run.Next() is { } batch)
            {
                var lines = run.Before.GroupBy(static step => step.Session).ToList();
                var earliest = lines.Min(Urgency);
                Assert.Equal(earliest, Urgency(lines.Single(line => line.Key == batch[0].Session)));
            }
        });

    // What a line inherits from those behind: first of all whether it has to be done, then when.
    private static (bool Speculative, long Deadline) Urgency(IEnumerable<QueuedStep> line)
    {
        var real = line.Where(static step => !step.Work.Step.Speculative).ToList();
        return real.Count > 0
            ? (false, real.Min(static step => step.Deadline))
            : (true, line.Min(static step => step.Deadline));
    }
}
