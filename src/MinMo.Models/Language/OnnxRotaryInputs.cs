using MinMo.Models.OnnxGraphs;

namespace MinMo.Models.Language;

/// <summary>Graph inputs that every layer's attention reads.</summary>
internal readonly record struct OnnxRotaryInputs(
    OnnxValue LastPositions, OnnxValue LongestLane, OnnxValue Cosines, OnnxValue Sines);
