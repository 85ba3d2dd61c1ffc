using MinMo.Models.OnnxGraphs;

namespace MinMo.Models.Bundles;

/// <summary>What an engine reserves for each call, as far as it decides the memory that a part takes.</summary>
public sealed record LaneSettings
{
    /// <summary>Most positions of one lane of the language model; a model that was trained with fewer has fewer.</summary>
    public required int Length { get; init; }

    /// <summary>Lanes of the language model for each call.</summary>
    public required int PerCall { get; init; }

    /// <summary>How the language model's matrices are kept.</summary>
    public required WeightPrecision Precision { get; init; }

    /// <summary>Positions of the lane of a voice that is a language model, one lane for each call.</summary>
    public required int VoiceLength { get; init; }

    /// <summary>Mask chunks that a frame of such a voice sees before its own, at least 0.</summary>
    public required int VoiceLeftChunks { get; init; }
}
