namespace MinMo.LoadTest.Lines;

/// <summary>What comes from the agent's side of a call.</summary>
public abstract record LineEvent;

/// <summary>A reply begins.</summary>
/// <param name="Reply">Its name.</param>
public sealed record ReplyStarted(string Reply) : LineEvent;

/// <summary>Audio of a reply.</summary>
/// <param name="Reply">Its name.</param>
/// <param name="Samples">16 kHz.</param>
public sealed record ReplyAudio(string Reply, short[] Samples) : LineEvent;

/// <summary>All audio of a reply has come.</summary>
/// <param name="Reply">Its name.</param>
public sealed record ReplyAudioComplete(string Reply) : LineEvent;

/// <summary>A reply is over for the engine: heard or cut.</summary>
/// <param name="Reply">Its name.</param>
/// <param name="Ending">How.</param>
public sealed record ReplyFinished(string Reply, ReplyEnding Ending) : LineEvent;

/// <summary>The player is to hold what it has, on a suspicion.</summary>
public sealed record PlayoutHeld : LineEvent;

/// <summary>The player goes on.</summary>
public sealed record PlayoutResumed : LineEvent;

/// <summary>The player drops what it has not played.</summary>
public sealed record PlayoutFlushed : LineEvent;

/// <summary>The engine has judged the caller's audio up to here.</summary>
/// <param name="Position">In all audio sent.</param>
public sealed record AudioJudged(TimeSpan Position) : LineEvent;

/// <summary>The call is over.</summary>
/// <param name="Reason">Why.</param>
public sealed record LineClosed(string Reason) : LineEvent;
