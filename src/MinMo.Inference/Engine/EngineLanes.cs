using MinMo.Inference.Cascade.SpeechTokens;
using MinMo.Models.Bundles;

namespace MinMo.Inference.Engine;

/// <summary>What a cascade's engine reserves for each call.</summary>
public static class EngineLanes
{
    /// <summary>By its options.</summary>
    public static LaneSettings Of(EngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new LaneSettings
        {
            Length = options.LaneLength,
            PerCall = options.LanesPerCall,
            Precision = options.LanguagePrecision,
            VoiceLength = TokenVoiceModels.LaneLength,
            VoiceLeftChunks = TokenVoiceModels.LeftChunks,
        };
    }
}
