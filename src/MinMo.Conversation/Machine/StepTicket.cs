namespace MinMo.Conversation.Machine;

/// <summary>Names a step that is under way. Results of steps that no longer matter are recognized by it.</summary>
/// <param name="Value">Counts up from 1 within the call.</param>
public readonly record struct StepTicket(long Value);
