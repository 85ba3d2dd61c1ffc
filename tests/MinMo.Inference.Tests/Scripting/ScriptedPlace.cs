using MinMo.Abstractions.Engine;
using MinMo.Inference.Sessions;

namespace MinMo.Inference.Tests.Scripting;

/// <summary>A place that remembers a running sum, so that a lost, doubled or reordered step shows in every later result.</summary>
internal sealed class ScriptedPlace(int slot) : IPlace
{
    public LaneHandle DialogueLane => new(slot, Begun);

    public uint Begun { get; private set; }

    public uint Ended { get; private set; }

    public long Sum { get; set; }

    public void Begin(SessionRequest request)
    {
        Begun++;
        Sum = 0;
    }

    public void End() => Ended++;
}
