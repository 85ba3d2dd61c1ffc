using MinMo.Inference.Cascade.SpeechTokens;
using MinMo.Inference.Minmo;
using MinMo.Inference.Minmo.Voice;
using MinMo.Models.Bundles;

namespace MinMo.Inference.Engine;

/// <summary>What an engine reserves for each call.</summary>
public static class EngineLanes
{
    /// <summary>Of the family <c>minmo</c>.</summary>
    public static LaneSettings OfMinmo(EngineOptions options)
        => OfCascade(options) with { PerCall = MinmoEngine.LanesPerCall, VoiceLength = SpeechModel.LaneLength };

    /// <summary>Of the family <c>cascade</c>.</summary>
    public static LaneSettings OfCascade(EngineOptions options)
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
