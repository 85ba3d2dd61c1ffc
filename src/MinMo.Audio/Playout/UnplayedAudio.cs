namespace MinMo.Audio.Playout;

/// <summary>What a flush took away from one segment.</summary>
/// <param name="Segment">The segment, now closed.</param>
/// <param name="Samples">How many of its queued samples will never be played; 0 if all of them were heard but more
/// was expected.</param>
public readonly record struct UnplayedAudio(PlayoutSegment Segment, int Samples);
