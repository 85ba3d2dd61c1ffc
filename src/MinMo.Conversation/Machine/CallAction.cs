using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Streams;

namespace MinMo.Conversation.Machine;

/// <summary>What the machine wants done, in order.</summary>
public abstract record CallAction;

/// <summary>Execute a step and report <see cref="StepEnded"/>. Steps are handed over in the order given.</summary>
/// <param name="Ticket">Names the step.</param>
/// <param name="Step">The step.</param>
public sealed record StartStep(StepTicket Ticket, Step Step) : CallAction;

/// <summary>Tell the gateway.</summary>
/// <param name="Output">What.</param>
public sealed record EmitOutput(CallOutput Output) : CallAction;

/// <summary>Find a place on a worker and report <see cref="SessionOpened"/> or <see cref="SessionRefused"/>.</summary>
/// <param name="Lost">The place that was lost, null at the begin of the call.</param>
public sealed record OpenSession(SessionHandle? Lost) : CallAction;

/// <summary>Find a place on another worker while this one still serves, and report <see cref="SessionOpened"/> or
/// <see cref="SessionRefused"/>.</summary>
/// <param name="From">The place to be left.</param>
public sealed record MoveSession(SessionHandle From) : CallAction;

/// <summary>Give a place back.</summary>
/// <param name="Session">Which.</param>
public sealed record ReleaseSession(SessionHandle Session) : CallAction;

/// <summary>A turn boundary: keep this, so that the call can go on elsewhere.</summary>
/// <param name="Dialogue">The dialogue as the caller knows it.</param>
public sealed record SaveDialogue(IReadOnlyList<DialogueEntry> Dialogue) : CallAction;

/// <summary>The call is over: nothing follows.</summary>
/// <param name="Reason">Why.</param>
public sealed record EndCall(string Reason) : CallAction;
