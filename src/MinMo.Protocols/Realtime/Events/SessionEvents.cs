using MinMo.Protocols.Realtime.Errors;
using MinMo.Protocols.Realtime.Session;

namespace MinMo.Protocols.Realtime.Events;

/// <summary>The first event of every session.</summary>
/// <param name="Session">The effective session.</param>
public sealed record SessionCreatedEvent(SessionConfiguration Session) : ServerEvent;

/// <summary>Answers an accepted update.</summary>
/// <param name="Session">The effective session.</param>
public sealed record SessionUpdatedEvent(SessionConfiguration Session) : ServerEvent;

/// <summary>Something could not be done; the session goes on.</summary>
/// <param name="Error">Why.</param>
public sealed record ErrorEvent(ProtocolError Error) : ServerEvent;
