using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Streams;

namespace MinMo.Conversation.Machine;

/// <summary>What happens to a call. The machine's decisions depend on nothing but these, in order.</summary>
public abstract record CallEvent;

/// <summary>Something came from the gateway.</summary>
/// <param name="Input">What.</param>
public sealed record InputArrived(CallInput Input) : CallEvent;

/// <summary>A step has ended.</summary>
/// <param name="Ticket">The step's name, as given in <see cref="StartStep"/>.</param>
/// <param name="Result">What it gave.</param>
public sealed record StepEnded(StepTicket Ticket, StepResult Result) : CallEvent;

/// <summary>The worker of the call's place goes out of service: the call moves at its next turn boundary.</summary>
public sealed record PlaceClosing : CallEvent;

/// <summary>A place on a worker was found; where the call still has one, it moves.</summary>
/// <param name="Place">The place.</param>
public sealed record SessionOpened(Admission.Granted Place) : CallEvent;

/// <summary>No worker takes the call at the moment; the machine asks again after a while, or ends the call if it has
/// no place.</summary>
/// <param name="Refusal">Why.</param>
public sealed record SessionRefused(Admission.Refused Refusal) : CallEvent;
