namespace MinMo.Inference.Sessions;

/// <summary>What a worker can take.</summary>
/// <param name="Bundle">The only bundle it runs.</param>
/// <param name="Places">Calls at once.</param>
/// <param name="PlacesPerTenant">Calls at once of one tenant.</param>
/// <param name="RetryAfter">Least time after which a refused call may ask again.</param>
/// <param name="LongestRetryAfter">Most of it.</param>
internal sealed record AdmissionLimits(
    string Bundle, int Places, int PlacesPerTenant, TimeSpan RetryAfter, TimeSpan LongestRetryAfter);
