using Microsoft.Extensions.Time.Testing;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Planning;
using MinMo.Inference.Tests.Scripting;

namespace MinMo.Inference.Tests.Planning;

/// <summary>A queue that is fed and emptied round by round.</summary>
internal sealed class PlannedRun : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly StepQueue _queue;
    private readonly PlannedSteps _steps = new();
    private readonly Dictionary<QueuedStep, int> _slices = [];
    private readonly ILookup<int, Arrival> _arrivals;
    private int _round;

    public PlannedRun(IEnumerable<Arrival> arrivals)
    {
        _arrivals = arrivals.ToLookup(static arrival => arrival.Round);
        _queue = new StepQueue(new StepQueueLimits(Steps: 1000, StepsPerSession: 100), PlannedSteps.Planner(), _time);
    }

    /// <summary>Everything that came, in order.</summary>
    public List<QueuedStep> Arrived { get; } = [];

    /// <summary>Everything that ended, in order.</summary>
    public List<QueuedStep> Finished { get; } = [];

    /// <summary>What waited when the last batch was planned.</summary>
    public List<QueuedStep> Before { get; private set; } = [];

    public void Dispose() => _queue.Dispose();

    /// <summary>Plans and executes the next batch; null when nothing waits or will come.</summary>
    public List<QueuedStep>? Next()
    {
        do
        {
            Arrive(_arrivals[_round++]);
        }
        while (Arrived.Count == Finished.Count && _round <= 7);

        if (Arrived.Count == Finished.Count)
        {
            return null;
        }

        Before = [.. Arrived.Except(Finished)];
        var batch = _queue.Take()!;
        var steps = batch.Steps.ToList();
        steps.ForEach(Slice);
        _queue.Return(batch, TimeSpan.FromMilliseconds(10));
        return steps;
    }

    private void Arrive(IEnumerable<Arrival> arrivals)
    {
        foreach (var arrival in arrivals)
        {
            var tenant = arrival.OneTenant ? "t" : $"t{arrival.Session % 2}";
            _steps.Session(arrival.Session, tenant);
            var deadline = _time.GetTimestamp() + arrival.Deadline;
            var step = arrival.Kind switch
            {
                0 => _steps.Listen(arrival.Session, deadline),
                1 => _steps.Think(arrival.Session, deadline, arrival.Speculative),
                _ => _steps.Recognize(arrival.Session, deadline, arrival.Speculative),
            };
            Assert.True(_queue.TryAdd(step, out _));
            Arrived.Add(step);
            _slices[step] = PlannedSteps.Policies[step.Kind].SeveralOfSession ? 1 : arrival.Slices;
        }
    }

    private void Slice(QueuedStep step)
    {
        if (--_slices[step] == 0)
        {
            step.Work.Result = new HushResult();
            Finished.Add(step);
        }
    }
}
