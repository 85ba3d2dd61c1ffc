using MinMo.Abstractions.Engine;
using MinMo.Inference.Device;
using MinMo.Inference.Sessions;

namespace MinMo.Inference.Engine;

/// <summary>What a family brings along: the engine itself knows no model.</summary>
/// <param name="Description">What runs here.</param>
/// <param name="Places">All places, each with its memory; as many as the description's capacity.</param>
/// <param name="Devices">The devices; together they execute every kind the family has.</param>
/// <param name="Models">What the runners compute with; disposed of after the last step.</param>
/// <param name="BytesOfPlace">Memory that is reserved for every place.</param>
internal sealed record EngineParts(
    EngineDescription Description,
    IReadOnlyList<IPlace> Places,
    IReadOnlyList<DeviceSettings> Devices,
    IAsyncDisposable Models,
    long BytesOfPlace);
