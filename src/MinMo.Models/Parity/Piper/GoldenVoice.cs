using MinMo.Models.Piper;

namespace MinMo.Models.Parity.Piper;

/// <summary>Scales of a golden as settings of a voice.</summary>
internal static class GoldenVoice
{
    public static PiperSpeechSettings Settings(GoldenCase golden, PiperVoice voice) => new()
    {
        NoiseScale = golden.Parameters.GetProperty("noise_scale").GetSingle(),
        DurationNoiseScale = golden.Parameters.GetProperty("noise_w").GetSingle(),
        Rate = voice.Configuration.LengthScale / golden.Parameters.GetProperty("length_scale").GetSingle(),
    };
}
