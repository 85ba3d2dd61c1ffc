using MinMo.Abstractions.Calls;

namespace MinMo.Inference.Planning;

/// <summary>
/// Shares a device's time out to tenants in proportion to their weights: start-time fair queueing (Goyal, Vin, Cheng,
/// SIGCOMM 1996) in measured seconds of the device. A tenant that comes back has neither saved anything up while it was
/// away, nor got rid of what it overdrew. Guarded by the queue.
/// </summary>
/// <param name="weights">Weights by tenant; those not named have 1.</param>
internal sealed class TenantShares(IReadOnlyDictionary<string, double> weights)
{
    /// <summary>How far ahead of the others a tenant may be before its steps go behind theirs, in seconds of virtual time:
    /// about one batch. Below it deadlines alone decide.</summary>
    public const double Tolerance = 0.05;

    /// <summary>Most that is remembered of what a tenant overdrew while others asked for little, in seconds of virtual
    /// time: nobody is made to wait for longer on account of the past.</summary>
    public const double Memory = 0.25;

    private readonly Dictionary<TenantId, TenantShare> _shares = [];
    private readonly List<TenantShare> _waiting = [];
    private double _floor;

    /// <summary>Tenants that are remembered.</summary>
    public int Count => _shares.Count;

    /// <summary>A session of a tenant begins to wait.</summary>
    /// <returns>The tenant's account.</returns>
    public TenantShare Enter(TenantId tenant)
    {
        if (!_shares.TryGetValue(tenant, out var share))
        {
            Forget();
            share = new TenantShare(weights.GetValueOrDefault(tenant.Value, 1));
            _shares.Add(tenant, share);
        }

        if (share.Lines++ == 0)
        {
            share.Used = Math.Max(share.Used, Floor());
            _waiting.Add(share);
        }

        return share;
    }

    /// <summary>A session of a tenant waits no longer.</summary>
    public void Leave(TenantShare share)
    {
        if (--share.Lines == 0)
        {
            Floor();
            _waiting.Remove(share);
        }
    }

    /// <summary>Whether a tenant has got more than its share while others waited.</summary>
    public bool IsOverdrawn(TenantShare share) => share.Used > _floor + Tolerance;

    /// <summary>Begins to plan a batch: what will be planned is added to what was used.</summary>
    public void BeginPlanning()
    {
        Floor();
        foreach (var share in _waiting)
        {
            share.Planned = share.Used;
        }
    }

    /// <summary>A row was executed.</summary>
    /// <param name="share">For whom.</param>
    /// <param name="seconds">The row's part of the batch's time.</param>
    public void Charge(TenantShare share, double seconds)
        => share.Used = Math.Min(share.Used + (seconds / share.Weight), _floor + Memory);

    // The least that a waiting tenant has used; it never goes back.
    private double Floor()
    {
        if (_waiting.Count > 0)
        {
            var least = double.PositiveInfinity;
            foreach (var share in _waiting)
            {
                least = Math.Min(least, share.Used);
            }

            _floor = Math.Max(_floor, least);
        }

        return _floor;
    }

    // Who owes nothing is like somebody new.
    private void Forget()
    {
        foreach (var (tenant, share) in _shares)
        {
            if (share.Lines == 0 && share.Used <= _floor)
            {
                _shares.Remove(tenant);
            }
        }
    }
}
