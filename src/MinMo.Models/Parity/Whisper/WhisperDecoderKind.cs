using MinMo.Models.Whisper;

namespace MinMo.Models.Parity.Whisper;

/// <summary>Given states and tokens to logits, all tokens in one call.</summary>
internal sealed class WhisperDecoderKind : IGoldenKind
{
    public string Name => "whisper.decoder";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        using var network = WhisperNetwork.Open(golden.RequireCheckpoint());
        var states = golden.Inputs["encoder"].ToTorch(); // [b, s, d]
        var tokens = golden.Inputs["tokens"].ToTorch(); // [b, l]
        var items = states.shape[0];

        outputs.Add("logits", WhisperGolden.TeacherForced(
            network,
            states,
            WhisperGolden.Each(items, states.shape[1]),
            tokens,
            WhisperGolden.Each(items, tokens.shape[1])));
    }
}
