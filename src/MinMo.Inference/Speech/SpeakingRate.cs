using MinMo.Abstractions.Settings;
using MinMo.Models.MelSpeech;

namespace MinMo.Inference.Speech;

/// <summary>Rates of voices that stretch their mel frames.</summary>
internal static class SpeakingRate
{
    /// <summary>What is said of a rate that these voices do not have; null if they have it.</summary>
    public static string? Refusal(VoiceSettings voice)
        => voice.Rate is >= FramePace.Slowest and <= FramePace.Fastest
            ? null
            : FormattableString.Invariant(
                $"this voice speaks at {FramePace.Slowest} to {FramePace.Fastest} of its rate, not at {voice.Rate}");
}
