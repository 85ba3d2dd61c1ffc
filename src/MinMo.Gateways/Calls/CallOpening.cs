using MinMo.Abstractions.Engine;

namespace MinMo.Gateways.Calls;

/// <summary>The answer to a request for a call.</summary>
public abstract record CallOpening
{
    private CallOpening()
    {
    }

    /// <summary>The call has begun.</summary>
    /// <param name="Line">Its line, owned by the receiver.</param>
    /// <param name="Engine">What answers.</param>
    public sealed record Opened(ICallLine Line, EngineDescription Engine) : CallOpening;

    /// <summary>There is no place.</summary>
    /// <param name="Refusal">Why, and when to ask again.</param>
    public sealed record Refused(Admission.Refused Refusal) : CallOpening;
}
