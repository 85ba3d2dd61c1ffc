using Microsoft.Extensions.Logging;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Streams;

namespace MinMo.Grains.Conversations;

/// <summary>Logs and counts the life of one call.</summary>
internal sealed partial class CallJournal(
    CallId call, CallMetrics metrics, TimeProvider time, ILogger<CallJournal> logger)
{
    private long? _answered;

    /// <summary>On whose account the call runs.</summary>
    public TenantId Tenant { get; set; } = TenantId.Default;

    public void Started(Admission.Granted place)
    {
        _answered = time.GetTimestamp();
        metrics.Started(Tenant);
        LogStarted(call, place.Session.Worker, place.Engine.Bundle);
    }

    public void Refused(Admission.Refused refusal)
    {
        metrics.Refused(Tenant, refusal.Reason);
        LogRefused(call, refusal.Reason, refusal.RetryAfter);
    }

    public void Emitted(CallOutput output) => metrics.Emitted(Tenant, output);

    public void Failed(string happened, Exception exception)
    {
        metrics.Broken(Tenant);
        LogFailed(call, happened, exception);
    }

    public void NotTaken()
    {
        metrics.Broken(Tenant);
        LogNotTaken(call);
    }

    public void Suspended(DeactivationReason reason)
    {
        LogSuspended(call, reason.ReasonCode);
        CountEnd();
    }

    public void Ended(string reason)
    {
        LogEnded(call, reason);
        CountEnd();
    }

    private void CountEnd()
    {
        if (_answered is { } answered)
        {
            _answered = null;
            metrics.Ended(Tenant, time.GetElapsedTime(answered));
        }
    }
}
