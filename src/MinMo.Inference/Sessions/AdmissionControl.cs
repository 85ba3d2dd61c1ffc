using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Sessions;

/// <summary>
/// Counts places and refuses at once, with a reason, what does not fit. Nothing else decides about admission, so the
/// count is exact under any interleaving: a place is taken here before it is handed out and given back after it is
/// free again.
/// </summary>
internal sealed class AdmissionControl(AdmissionLimits limits)
{
    /// <summary>Weight of the call that ended last in the running mean of their durations.</summary>
    private const double DurationSmoothing = 0.2;

    // Guards all fields below.
    private readonly Lock _lock = new();
    private readonly Dictionary<TenantId, int> _byTenant = [];
    private RefusalReason? _closed;
    private int _taken;
    private int _places = limits.Places;
    private int _mostCalls = limits.Places;
    private TimeSpan? _usualCall;

    /// <summary>Places in use.</summary>
    public int Taken
    {
        get
        {
            lock (_lock)
            {
                return _taken;
            }
        }
    }

    /// <summary>Why nothing is admitted any more; null while the worker is in service.</summary>
    public RefusalReason? Closed
    {
        get
        {
            lock (_lock)
            {
                return _closed;
            }
        }
    }

    /// <summary>Takes a place; null if granted.</summary>
    public Admission.Refused? TryTake(SessionRequest request)
    {
        var settings = request.Settings;
        lock (_lock)
        {
            if (_closed is { } reason)
            {
                return Refuse(reason, reason is RefusalReason.Draining
                    ? "the worker is going out of service; ask another one"
                    : "the worker's device has failed; ask another one and look at its log");
            }

            if (settings.Bundle is { } bundle && bundle != limits.Bundle)
            {
                return Refuse(RefusalReason.UnknownBundle, $"this worker runs '{limits.Bundle}', not '{bundle}'");
            }

            if (_taken >= _places)
            {
                return Refuse(RefusalReason.Full, $"all {_places} places are taken; wait or add a worker");
            }

            if (_taken >= _mostCalls)
            {
                return Refuse(
                    RefusalReason.Busy, $"the devices keep real time for {_mostCalls} calls, which are here; wait or add a worker");
            }

            var ofTenant = _byTenant.GetValueOrDefault(settings.Tenant);
            if (ofTenant == limits.PlacesPerTenant)
            {
                return Refuse(RefusalReason.Full, $"all {ofTenant} places of tenant '{settings.Tenant}' are taken");
            }

            _taken++;
            _byTenant[settings.Tenant] = ofTenant + 1;
            return null;
        }
    }

    /// <summary>Admits no more calls at once than there is memory for.</summary>
    public void LimitPlaces(int places)
    {
        lock (_lock)
        {
            _places = places;
        }
    }

    /// <summary>Admits no more calls at once than the devices can serve in time.</summary>
    public void Limit(int calls)
    {
        lock (_lock)
        {
            _mostCalls = calls;
        }
    }

    /// <summary>Gives a place back.</summary>
    /// <param name="tenant">Whose call it was.</param>
    /// <param name="held">How long the call lasted.</param>
    public void GiveBack(TenantId tenant, TimeSpan held)
    {
        lock (_lock)
        {
            _usualCall = _usualCall is { } usual ? usual + ((held - usual) * DurationSmoothing) : held;
            _taken--;
            if (--_byTenant[tenant] == 0)
            {
                _byTenant.Remove(tenant);
            }
        }
    }

    /// <summary>Refuses everything from now on; a failed device stays failed.</summary>
    public void Close(RefusalReason reason)
    {
        lock (_lock)
        {
            _closed = _closed is RefusalReason.Faulted ? _closed : reason;
        }
    }

    private Admission.Refused Refuse(RefusalReason reason, string explanation) => new(reason, RetryAfter(reason), explanation);

    // Of n calls that last d each and began at any time, the next one ends after d / n.
    private TimeSpan RetryAfter(RefusalReason reason)
    {
        if (reason is not (RefusalReason.Full or RefusalReason.Busy) || _usualCall is not { } usual || _taken == 0)
        {
            return limits.RetryAfter;
        }

        var next = usual / _taken;
        return next < limits.RetryAfter ? limits.RetryAfter : next > limits.LongestRetryAfter ? limits.LongestRetryAfter : next;
    }
}
