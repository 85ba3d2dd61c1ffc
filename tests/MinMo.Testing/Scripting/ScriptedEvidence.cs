using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;

namespace MinMo.Testing.Scripting;

/// <summary>What a model that judges turns says of the ticks heard that end in a span.</summary>
/// <param name="From">Begin of the span, exclusive.</param>
/// <param name="To">End of the span, inclusive.</param>
/// <param name="Evidence">The four classes.</param>
public sealed record ScriptedEvidence(CallPosition From, CallPosition To, DuplexEvidence Evidence);
