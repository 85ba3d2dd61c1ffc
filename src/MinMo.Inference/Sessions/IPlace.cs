using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Sessions;

/// <summary>
/// Everything one call owns on the worker: audio, lanes, blocks of speech. Places are built once, with all their
/// memory, before the first call; a call only borrows one, so an admitted call never runs out.
/// </summary>
internal interface IPlace
{
    /// <summary>The lane the dialogue begins in; valid after <see cref="Begin"/>.</summary>
    LaneHandle DialogueLane { get; }

    /// <summary>A call moves in. No step of the call before is running any more.</summary>
    void Begin(SessionRequest request);

    /// <summary>The call moves out. No step of it is running any more, and none will.</summary>
    void End();
}
