using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Sessions;

/// <summary>
/// Which call lives on which place. A place is given to the next call only when no step of the last one is running,
/// and every stay has its own generation, so that a stale handle is found and never obeyed.
/// </summary>
internal sealed class SessionTable
{
    private readonly string _worker;
    private readonly IReadOnlyList<IPlace> _places;
    private readonly Action<Session> _placeFreed;

    // Guards all fields below, and Closed and Running of every session.
    private readonly Lock _lock = new();
    private readonly Session?[] _sessions;
    private readonly uint[] _generations;
    private readonly Stack<int> _free;
    private volatile int _count;

    /// <param name="worker">The worker's name, part of every handle.</param>
    /// <param name="places">All places, each built with its memory.</param>
    /// <param name="placeFreed">Called, outside of locks, when a place can be given out again.</param>
    public SessionTable(string worker, IReadOnlyList<IPlace> places, Action<Session> placeFreed)
    {
        _worker = worker;
        _places = places;
        _placeFreed = placeFreed;
        _sessions = new Session?[places.Count];
        _generations = new uint[places.Count];

        // Lowest slots first: lanes in use then lie together in the cache, which makes decoding batches cheaper.
        _free = new Stack<int>(Enumerable.Range(0, places.Count).Reverse());
    }

    /// <summary>Gives out the place freed last.</summary>
    /// <param name="request">For whom.</param>
    /// <param name="now">The present, a timestamp.</param>
    /// <exception cref="InvalidOperationException">All places are taken; admission was not asked.</exception>
    public Session Open(SessionRequest request, long now)
    {
        lock (_lock)
        {
            if (!_free.TryPop(out var slot))
            {
                throw new InvalidOperationException($"all {_places.Count} places of '{_worker}' are taken");
            }

            var handle = new SessionHandle(_worker, slot, ++_generations[slot]);
            var session = new Session(handle, request, _places[slot]) { Opened = now };
            session.Place.Begin(request);
            _sessions[slot] = session;
            _count++;
            return session;
        }
    }

    /// <summary>The session that a handle names; null if the handle is stale or belongs elsewhere.</summary>
    public Session? Find(SessionHandle handle)
    {
        lock (_lock)
        {
            return Current(handle);
        }
    }

    /// <summary>Number of sessions that are open.</summary>
    public int Count => _count;

    /// <summary>All sessions that are open.</summary>
    public IReadOnlyList<Session> Open()
    {
        lock (_lock)
        {
            return [.. _sessions.OfType<Session>()];
        }
    }

    /// <summary>Says that a batch is about to run a step of a session; false if the session was closed meanwhile.</summary>
    public bool TryEnter(Session session)
    {
        lock (_lock)
        {
            if (session.Closed)
            {
                return false;
            }

            session.Running++;
            return true;
        }
    }

    /// <summary>Says that the batch is over; the last one out of a closed session frees the place.</summary>
    public void Exit(Session session)
    {
        bool last;
        lock (_lock)
        {
            session.Running--;
            last = session is { Closed: true, Running: 0 };
        }

        if (last)
        {
            Free(session);
        }
    }

    /// <summary>Ends a stay; null if the handle is stale. The place is freed once nothing of it is running.</summary>
    public Session? Close(SessionHandle handle)
    {
        Session? session;
        bool idle;
        lock (_lock)
        {
            session = Current(handle);
            if (session is null)
            {
                return null;
            }

            session.Closed = true;
            _sessions[session.Slot] = null;
            _count--;
            idle = session.Running == 0;
        }

        if (idle)
        {
            Free(session);
        }

        return session;
    }

    private Session? Current(SessionHandle handle)
        => handle.Worker == _worker && (uint)handle.Slot < (uint)_sessions.Length
            && _sessions[handle.Slot] is { } session && session.Handle.Generation == handle.Generation
                ? session
                : null;

    private void Free(Session session)
    {
        session.Place.End();
        lock (_lock)
        {
            _free.Push(session.Slot);
        }

        _placeFreed(session);
    }
}
