using MinMo.Abstractions.Calls;

namespace MinMo.Abstractions.Engine;

/// <summary>
/// Behind which dialogue a call listens, for models that hear with their language model (minmo). The worker keeps a lane
/// for listening beside the dialogue lane and founds it anew whenever this changes: a fork of the dialogue, a user's turn
/// that is open, and the rows of what is heard.
/// </summary>
/// <param name="Lane">The dialogue lane.</param>
/// <param name="At">How much of it counts; a shorter lane counts as a whole.</param>
/// <param name="Speaking">Whether the agent holds the floor.</param>
/// <param name="From">From where on what was heard must stay in the listening lane: the begin of the turn or of the
/// suspicion that is open; null when nothing is, so that long silence may be cut off.</param>
[GenerateSerializer, Immutable, Alias("minmo.listening-context")]
public sealed record ListeningContext(
    [property: Id(0)] LaneHandle Lane,
    [property: Id(1)] LanePosition At,
    [property: Id(2)] bool Speaking,
    [property: Id(3)] CallPosition? From);
