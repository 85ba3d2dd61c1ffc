using MinMo.Abstractions.Engine;
using MinMo.Inference.Cascade.Language;
using MinMo.Inference.Device;
using MinMo.Inference.Lanes;

namespace MinMo.Inference.Cascade.Voice;

/// <summary>The voice of a cascade: what of a reply it reads, and what says it.</summary>
internal interface ICascadeVoice
{
    /// <summary>Samples per second.</summary>
    int RateHz { get; }

    /// <summary>Reply tokens of a block; 0 for a voice that reads clauses.</summary>
    int BlockTokens { get; }

    /// <summary>Memory that every place needs for it.</summary>
    long BytesOfPlace { get; }

    /// <summary>Makes a place.</summary>
    CascadePlace PlaceOf(int slot, LanePool lanes);

    /// <summary>What executes <see cref="StepKind.Speak"/>, <see cref="StepKind.Render"/> and <see cref="StepKind.Hush"/>.</summary>
    /// <param name="language">Whose replies are said.</param>
    IReadOnlyDictionary<StepKind, IStepRunner> Runners(LanguageModel language);
}
