using MinMo.Abstractions.Engine;
using MinMo.Inference.Cascade.Hearing;
using MinMo.Inference.Cascade.Voice;
using MinMo.Inference.Lanes;

namespace MinMo.Inference.Cascade;

/// <summary>
/// What one call owns in a cascade. The ear belongs to the listening device (its audio is read by others), the lanes
/// to the language device, the mouth to the voice device.
/// </summary>
internal class CascadePlace(int slot, LanePool lanes) : ILanePlace
{
    /// <summary>Index of the place.</summary>
    public int Slot { get; } = slot;

    /// <inheritdoc />
    public LaneHandle DialogueLane { get; private set; }

    /// <summary>What was heard.</summary>
    public Ear Ear { get; } = new();

    /// <summary>What is to be said.</summary>
    public Mouth Mouth { get; } = new();

    /// <inheritdoc />
    public virtual void Begin(SessionRequest request)
    {
        Ear.Begin();
        Mouth.Begin();
        DialogueLane = lanes.Open(Slot).Handle;
    }

    /// <inheritdoc />
    public virtual void End()
    {
        Ear.Begin();
        Mouth.Begin();
        lanes.Close(Slot);
    }

    /// <inheritdoc />
    public Lane? FindLane(LaneHandle handle) => lanes.Find(Slot, handle);
}
