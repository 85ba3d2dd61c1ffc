using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Inference.Planning;
using MinMo.Inference.Sessions;

namespace MinMo.Inference.Tests.Scripting;

/// <summary>Builds steps for planner and queue: sessions by number, deadlines in plain numbers.</summary>
internal sealed class PlannedSteps
{
    /// <summary>Three kinds: one may have several steps of a session in a batch, one takes speculation along.</summary>
    public static readonly Dictionary<StepKind, KindPolicy> Policies = new()
    {
        [StepKind.Listen] = new(BatchLimit: 4, SeveralOfSession: true, FillsWithSpeculation: false),
        [StepKind.Think] = new(BatchLimit: 3, SeveralOfSession: false, FillsWithSpeculation: true),
        [StepKind.Recognize] = new(BatchLimit: 2, SeveralOfSession: false, FillsWithSpeculation: false),
    };

    private readonly Dictionary<int, Session> _sessions = [];

    /// <summary>A planner for which a deadline is urgent that lies within 100 of the present.</summary>
    public static BatchPlanner Planner(params (string Tenant, double Weight)[] weights) => new(new PlanningRules(
        Policies, UrgentWithin: 100, weights.ToDictionary(static weight => weight.Tenant, static weight => weight.Weight)));

    /// <summary>What is planned when these steps wait, in the order they came.</summary>
    public static IReadOnlyList<QueuedStep>? Plan(BatchPlanner planner, params IReadOnlyList<QueuedStep> waiting)
    {
        var lines = new List<SessionLine>();
        foreach (var (order, step) in waiting.Index())
        {
            if (lines.Find(line => line.Session == step.Session) is not { } line)
            {
                line = new SessionLine();
                line.Begin(step.Session, planner.Shares.Enter(step.Session.Tenant));
                lines.Add(line);
            }

            step.Order = order;
            line.Add(step);
        }

        var planned = planner.Next(lines, now: 0, calls: lines.Count);
        lines.ForEach(line => planner.Shares.Leave(line.Share));
        return planned?.Steps.ToArray();
    }

    public Session Session(int number, string tenant = "t")
    {
        if (!_sessions.TryGetValue(number, out var session))
        {
            session = new Session(
                new SessionHandle("w", number, 1), ScriptedWorker.Request($"call-{number}", tenant),
                new ScriptedPlace(number));
            _sessions.Add(number, session);
        }

        return session;
    }

    public QueuedStep Think(int session, long deadline, bool speculative = false, string tenant = "t")
        => Queue(session, deadline, tenant, handle => new ThinkStep(
            handle, TimeSpan.Zero, speculative, new LaneHandle(session, 1), 1, new ReplySettings()));

    public QueuedStep Recognize(int session, long deadline, bool speculative = false)
        => Queue(session, deadline, "t", handle => new RecognizeStep(
            handle, TimeSpan.Zero, speculative, CallPosition.Zero, CallPosition.Zero));

    public QueuedStep Listen(int session, long deadline, long arrived = 0)
        => Queue(session, deadline, "t", handle => new ListenStep(handle, TimeSpan.Zero, CallPosition.Zero, []), arrived);

    private QueuedStep Queue(int session, long deadline, string tenant, Func<SessionHandle, Step> make, long arrived = 0)
    {
        var owner = Session(session, tenant);
        return new QueuedStep(make(owner.Handle), owner, arrived, deadline);
    }
}
