using MinMo.Models.Whisper;

namespace MinMo.Models.Parity.Whisper;

/// <summary>Features to the encoder's output.</summary>
internal sealed class WhisperEncoderKind : IGoldenKind
{
    public string Name => "whisper.encoder";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        using var network = WhisperNetwork.Open(golden.RequireCheckpoint());
        var features = golden.Inputs["features"].ToTorch(); // [b, bands, t]
        var frames = WhisperGolden.Each(features.shape[0], features.shape[2]);

        outputs.Add("output", network.Encoder.Encode(features, frames));
    }
}
