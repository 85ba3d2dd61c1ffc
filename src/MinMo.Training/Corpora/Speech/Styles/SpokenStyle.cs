using System.Numerics.Tensors;
using MinMo.Training.Corpora.Speech.Speakers;
using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Corpora.Speech.Styles;

/// <summary>How the agent's voice makes each <see cref="SpeakingStyle"/>: by rate, by level, by signal processing.
/// </summary>
internal static class SpokenStyle
{
    private const double SlowRate = 1 / 1.35;
    private const double FastRate = 1 / 0.72;
    private const float LoudDecibels = 7;
    private const float WhisperDecibels = -9;

    // Above this the loud voice is limited softly.
    private const float Knee = 0.7f;

    internal static SpeakingManner Manner(SpeakingStyle style) => style switch
    {
        SpeakingStyle.Slow => new SpeakingManner { Rate = SlowRate },
        SpeakingStyle.Fast => new SpeakingManner { Rate = FastRate },
        _ => SpeakingManner.Usual,
    };

    /// <summary>What is done to the sound after the voice has spoken.</summary>
    internal static float[] Shape(float[] speech, SpeakingStyle style, Random random)
    {
        switch (style)
        {
            case SpeakingStyle.Loud:
                TensorPrimitives.Multiply(speech, Linear(LoudDecibels), speech);
                LimitSoftly(speech);
                return speech;
            case SpeakingStyle.Whisper:
                var whisper = Whispering.Apply(speech, random);
                TensorPrimitives.Multiply(whisper, Linear(WhisperDecibels), whisper);
                return whisper;
            default:
                return speech;
        }
    }

    private static float Linear(float decibels) => MathF.Pow(10, decibels / 20);

    private static void LimitSoftly(Span<float> speech)
    {
        foreach (ref var sample in speech)
        {
            var over = MathF.Abs(sample) - Knee;
            if (over > 0)
            {
                sample = MathF.CopySign(Knee + ((1 - Knee) * MathF.Tanh(over / (1 - Knee))), sample);
            }
        }
    }
}
