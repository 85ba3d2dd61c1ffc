namespace MinMo.LoadTest.Callers;

/// <summary>A call that did not come about.</summary>
/// <param name="At">Since the begin of the run.</param>
/// <param name="Tenant">On whose account it would have run.</param>
/// <param name="Reason">In the engine's words.</param>
/// <param name="RetryAfter">What the engine advised.</param>
/// <param name="AnsweredIn">From dialling to the refusal.</param>
public sealed record CallRefused(
    TimeSpan At, string Tenant, string Reason, TimeSpan? RetryAfter, TimeSpan AnsweredIn);
