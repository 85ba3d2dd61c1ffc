using System.Text.Json.Serialization;

namespace MinMo.Protocols.Realtime.Events;

/// <summary>What the turn engine saw in one tick; only for clients that opted in.</summary>
/// <param name="AtMs">End of the tick in all audio sent.</param>
/// <param name="Phase">Such as <c>listening</c> or <c>speaking</c>.</param>
/// <param name="Speech">Probability of speech, 0 to 1.</param>
/// <param name="Idle">Probability that nothing is meant for the agent.</param>
/// <param name="Hold">Probability that the caller's turn goes on.</param>
/// <param name="Respond">Probability that the caller's turn is complete.</param>
/// <param name="Yield">Probability that the caller takes the floor.</param>
public sealed record DuplexEvent(
    int AtMs, string Phase, float Speech, float Idle, float Hold, float Respond, float Yield) : ServerEvent;

/// <summary>What was thought of a pause; only for clients that opted in.</summary>
/// <param name="AtMs">When, in all audio sent.</param>
/// <param name="Text">The words so far.</param>
/// <param name="Complete">Probability that the turn is complete by prosody; null when not known.</param>
/// <param name="StopMass">Mass of sentence-final punctuation behind the last word, 0 to 1.</param>
/// <param name="WaitMs">Silence to be waited from the last word on.</param>
public sealed record PauseEvent(
    int AtMs,
    string Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] float? Complete,
    float StopMass,
    int WaitMs) : ServerEvent;

/// <summary>What was heard of a turn besides its words; only for clients that opted in, and where the ears tell it.</summary>
/// <param name="ItemId">The turn's item.</param>
/// <param name="Language">Code of the language; empty if it is not known.</param>
/// <param name="Emotion">Such as <c>happy</c> or <c>neutral</c>; empty if it is not known.</param>
/// <param name="Sounds">Other sounds than speech, such as <c>laughter</c>.</param>
public sealed record HeardEvent(string ItemId, string Language, string Emotion, IReadOnlyList<string> Sounds) : ServerEvent;

/// <summary>What the client's player does with a reply; only for clients that opted in.</summary>
/// <param name="ResponseId">The reply.</param>
/// <param name="ItemId">Its item.</param>
/// <param name="State"><c>paused</c>: hold, <c>resumed</c>: go on, <c>flushed</c>: drop what was not played.</param>
public sealed record PlayoutEvent(string ResponseId, string ItemId, string State) : ServerEvent;

/// <summary>When things happened in a turn, in all audio sent; only for clients that opted in.</summary>
/// <param name="ResponseId">The reply.</param>
/// <param name="Tokens">Tokens decoded.</param>
/// <param name="LastWordMs">End of the caller's last word.</param>
/// <param name="DecidedMs">Decision to answer.</param>
/// <param name="FirstAudioMs">First audio was free to be played.</param>
/// <param name="FirstPlayedMs">First report that audio was played.</param>
public sealed record LatencyEvent(
    string ResponseId, int Tokens, int? LastWordMs, int? DecidedMs, int? FirstAudioMs, int? FirstPlayedMs)
    : ServerEvent;
