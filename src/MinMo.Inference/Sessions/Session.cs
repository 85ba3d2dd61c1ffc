using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Sessions;

/// <summary>One call's stay on a place, from admission to release. Its state is guarded by its table.</summary>
internal sealed class Session(SessionHandle handle, SessionRequest request, IPlace place)
{
    /// <summary>What the caller names it by.</summary>
    public SessionHandle Handle { get; } = handle;

    /// <summary>What the call asked for.</summary>
    public SessionRequest Request { get; } = request;

    /// <summary>What the call owns here.</summary>
    public IPlace Place { get; } = place;

    /// <summary>Index of the place.</summary>
    public int Slot => Handle.Slot;

    /// <summary>When the call moved in, a timestamp.</summary>
    public long Opened { get; init; }

    /// <summary>On whose account the call runs.</summary>
    public TenantId Tenant => Request.Settings.Tenant;

    /// <summary>Whether the call was released or lost; steps that still wait are refused.</summary>
    public bool Closed { get; set; }

    /// <summary>Batches that hold a step of this session at the moment, over all devices.</summary>
    public int Running { get; set; }
}
