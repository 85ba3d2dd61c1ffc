using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Settings;

namespace MinMo.Abstractions.Engine;

/// <summary>Asks a worker for a place.</summary>
/// <param name="Call">For whom.</param>
/// <param name="Settings">The call's settings; the worker reads bundle, tenant, reply and voice settings.</param>
[GenerateSerializer, Immutable, Alias("minmo.session-request")]
public sealed record SessionRequest([property: Id(0)] CallId Call, [property: Id(1)] CallSettings Settings);
