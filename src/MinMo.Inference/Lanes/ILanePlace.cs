using MinMo.Abstractions.Engine;
using MinMo.Inference.Sessions;

namespace MinMo.Inference.Lanes;

/// <summary>A place whose call has lanes of a language model.</summary>
internal interface ILanePlace : IPlace
{
    /// <summary>A lane of this call; null if the handle is stale or another call's.</summary>
    Lane? FindLane(LaneHandle handle);
}
