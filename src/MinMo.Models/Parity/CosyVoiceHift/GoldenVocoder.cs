using MinMo.Models.CosyVoice.Vocoder;
using MinMo.Models.Parity.CosyVoiceFlow;
using static TorchSharp.torch;

namespace MinMo.Models.Parity.CosyVoiceHift;

/// <summary>What the kinds of the vocoder share.</summary>
internal static class GoldenVocoder
{
    private static readonly LoadedModels<HiftVocoder> Vocoders = new(HiftVocoder.Load);

    extension(GoldenCase golden)
    {
        /// <summary>The golden's checkpoint.</summary>
        public HiftVocoder Vocoder() => Vocoders.Get(golden.RequireCheckpoint());

        /// <summary>The input of that name; null if the golden's draws are zero.</summary>
        public Tensor? Noise(string name = "noise") => golden.Inputs.ContainsKey(name) ? golden.Input(name) : null;
    }
}
