using CsCheck;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Planning;
using MinMo.Inference.Tests.Scripting;

namespace MinMo.Inference.Tests.Planning;

/// <summary>What holds for any queue: planned until nothing waits, with steps that need one to three slices.</summary>
public sealed class BatchPlannerProperties
{
    private static readonly Dictionary<StepKind, KindPolicy> Policies = new()
    {
        [StepKind.Listen] = new(BatchLimit: 3, SeveralOfSession: true, FillsWithSpeculation: false),
        [StepKind.Think] = new(BatchLimit: 4, SeveralOfSession: false, FillsWithSpeculation: true),
        [StepKind.Recognize] = new(BatchLimit: 2, SeveralOfSession: false, FillsWithSpeculation: false),
    };

    private static readonly Gen<(int Kind, int Session, int Deadline, bool Speculative, int Slices)[]> Queues =
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 5], Gen.Int[0, 20], Gen.Bool, Gen.Int[1, 3]).Array[1, 40];

    [Fact]
    public void Every_step_is_executed_in_the_order_of_its_session_within_the_limits()
        => Queues.Sample(static queue =>
        {
            var waiting = Make(queue);
            var order = waiting.ToLookup(static entry => entry.Step.Session, static entry => entry.Step);
            var finished = new List<QueuedStep>();
            for (var round = 0; waiting.Count > 0; round++)
            {
                var batch = new BatchPlanner(Policies).Next([.. waiting.Select(static entry => entry.Step)])!;
                Assert.InRange(batch.Steps.Count, 1, Policies[batch.Kind].BatchLimit);
                Assert.All(batch.Steps, step => Assert.Equal(batch.Kind, step.Kind));
                Assert.Distinct(batch.Steps);
                AssertSpeculationWaits(batch, waiting);
                Execute(batch, waiting, finished);
                Assert.InRange(round, 0, 120);
            }

            Assert.All(order, steps => Assert.Equal(steps, finished.Where(step => step.Session == steps.Key)));
        });

    private static void AssertSpeculationWaits(StepBatch batch, List<(QueuedStep Step, int Slices)> waiting)
    {
        var urgentWaits = waiting.Exists(static entry => !entry.Step.Work.Step.Speculative);
        var lead = batch.Steps[0].Session;
        Assert.True(!urgentWaits
            || waiting.Exists(entry => entry.Step.Session == lead && !entry.Step.Work.Step.Speculative));
    }

    // Unfinished steps keep their turn; those behind them in the batch must then be of other sessions.
    private static void Execute(
        StepBatch batch, List<(QueuedStep Step, int Slices)> waiting, List<QueuedStep> finished)
    {
        foreach (var step in batch.Steps)
        {
            var index = waiting.FindIndex(entry => entry.Step == step);
            var slices = Policies[batch.Kind].SeveralOfSession ? 1 : waiting[index].Slices;
            if (slices > 1)
            {
                waiting[index] = (step, slices - 1);
            }
            else
            {
                waiting.RemoveAt(index);
                finished.Add(step);
            }
        }
    }

    private static List<(QueuedStep Step, int Slices)> Make(
        (int Kind, int Session, int Deadline, bool Speculative, int Slices)[] queue)
    {
        var steps = new PlannedSteps();
        return [.. queue.Select(entry => (entry.Kind switch
        {
            0 => steps.Listen(entry.Session, entry.Deadline),
            1 => steps.Think(entry.Session, entry.Deadline, entry.Speculative, tenant: $"t{entry.Session % 2}"),
            _ => steps.Recognize(entry.Session, entry.Deadline, entry.Speculative),
        }, entry.Slices))];
    }
}
