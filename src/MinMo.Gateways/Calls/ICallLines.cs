using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Settings;

namespace MinMo.Gateways.Calls;

/// <summary>Where gateways get their calls from.</summary>
public interface ICallLines
{
    /// <summary>Starts a call, or says why there is no place for it.</summary>
    Task<CallOpening> OpenAsync(CallId call, CallSettings settings, CancellationToken cancellationToken);
}
