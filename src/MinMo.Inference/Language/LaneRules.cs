using MinMo.Abstractions.Engine;
using MinMo.Inference.Lanes;
using MinMo.Inference.Planning;

namespace MinMo.Inference.Language;

/// <summary>What every step on a lane has to obey.</summary>
internal static class LaneRules
{
    /// <summary>Positions that stay free for closing a reply: its marker and a line end.</summary>
    public const int KeptFree = 4;

    /// <summary>The lane of a step; refuses the step if there is no such lane or position.</summary>
    public static Lane? Find(StepWork work, LaneHandle handle, LanePosition at)
    {
        var lane = ((ILanePlace)work.Place).FindLane(handle);
        if (lane is null)
        {
            work.Refuse($"lane {handle.Slot} of generation {handle.Generation} is not a lane of this session");
            return null;
        }

        if (at.Tokens < 0 || at.Tokens > lane.Length)
        {
            work.Refuse($"position {at.Tokens} is not in the lane, which ends at {lane.Length}");
            return null;
        }

        return lane;
    }
}
