using MinMo.LoadTest.Lines;
using MinMo.LoadTest.Speech;

namespace MinMo.LoadTest.Callers;

/// <summary>Something that happened in a call, on the sample clock of the caller's player.</summary>
/// <param name="At">Since the first packet of the call.</param>
public abstract record CallMoment(TimeSpan At);

/// <summary>The caller's side made a sound.</summary>
/// <param name="At">Onset of the first word.</param>
/// <param name="Until">End of the last word.</param>
/// <param name="Role">What it was meant as.</param>
/// <param name="Words">For people.</param>
public sealed record CallerSpoke(TimeSpan At, TimeSpan Until, SpeechRole Role, string Words) : CallMoment(At);

/// <summary>There was no reply to say something into.</summary>
/// <param name="At">When that was clear.</param>
/// <param name="Role">What it would have been.</param>
public sealed record MoveSkipped(TimeSpan At, SpeechRole Role) : CallMoment(At);

/// <summary>The caller heard the agent: sound above -60 dBFS with gaps of at most 300 ms.</summary>
/// <param name="At">First such sample.</param>
/// <param name="Until">End of the last such sample.</param>
/// <param name="Reply">The reply.</param>
public sealed record AgentSounded(TimeSpan At, TimeSpan Until, string Reply) : CallMoment(At);

/// <summary>A piece of a reply's audio came.</summary>
/// <param name="At">When.</param>
/// <param name="First">Whether it was the reply's first: the player waits for it and cannot run dry.</param>
/// <param name="InTime">Whether the player still had something to play.</param>
public sealed record ChunkArrived(TimeSpan At, bool First, bool InTime) : CallMoment(At);

/// <summary>The player ran dry inside a reply.</summary>
/// <param name="At">When.</param>
public sealed record PlayoutUnderran(TimeSpan At) : CallMoment(At);

/// <summary>The engine held its reply on a suspicion.</summary>
/// <param name="At">When.</param>
public sealed record AgentHeld(TimeSpan At) : CallMoment(At);

/// <summary>A reply was over.</summary>
/// <param name="At">When.</param>
/// <param name="Reply">The reply.</param>
/// <param name="Ending">How.</param>
public sealed record ReplyOver(TimeSpan At, string Reply, ReplyEnding Ending) : CallMoment(At);

/// <summary>The engine told how far it has listened.</summary>
/// <param name="At">When.</param>
/// <param name="Lag">Audio that was sent and not judged.</param>
public sealed record LagObserved(TimeSpan At, TimeSpan Lag) : CallMoment(At);
