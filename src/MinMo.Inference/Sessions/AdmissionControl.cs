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
    // Guards all fields below.
    private readonly Lock _lock = new();
    private readonly Dictionary<TenantId, int> _byTenant = [];
    private RefusalReason? _closed;
    private int _taken;

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

            if (_taken == limits.Places)
            {
                return Refuse(RefusalReason.Full, $"all {limits.Places} places are taken; wait or add a worker");
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

    /// <summary>Gives a place back.</summary>
    public void GiveBack(TenantId tenant)
    {
        lock (_lock)
        {
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

    private Admission.Refused Refuse(RefusalReason reason, string explanation)
        => new(reason, limits.RetryAfter, explanation);
}
