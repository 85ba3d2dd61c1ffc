using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Inference.Planning;
using MinMo.Inference.Sessions;

namespace MinMo.Inference.Tests.Scripting;

/// <summary>Builds steps for planner and queue: sessions by number, deadlines in plain numbers.</summary>
internal sealed class PlannedSteps
{
    private readonly Dictionary<int, Session> _sessions = [];

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

    public QueuedStep Listen(int session, long deadline)
        => Queue(session, deadline, "t", handle => new ListenStep(handle, TimeSpan.Zero, CallPosition.Zero, []));

    private QueuedStep Queue(int session, long deadline, string tenant, Func<SessionHandle, Step> make)
    {
        var owner = Session(session, tenant);
        return new QueuedStep(make(owner.Handle), owner, arrived: 0, deadline);
    }
}
