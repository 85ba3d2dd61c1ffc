using MinMo.Models.Whisper;

namespace MinMo.Models.Parity.Whisper;

/// <summary>Items of unequal window and unequal number of tokens in one batch.</summary>
internal sealed class WhisperBatchKind : IGoldenKind
{
    public string Name => "whisper.batch";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        using var network = WhisperNetwork.Open(golden.RequireCheckpoint());
        var (features, frames) = WhisperGolden.Batch(WhisperGolden.Items(golden, "features"));
        var (tokens, counts) = WhisperGolden.Tokens(
            [.. WhisperGolden.Items(golden, "tokens").Select(item => item.Integers)]);
        int[] rows = [.. frames.Select(WhisperEncoder.RowsOf)];
        var states = network.Encoder.Encode(features, frames); // [b, s, d]
        var logits = WhisperGolden.TeacherForced(network, states, rows, tokens, counts); // [b, l, vocabulary]

        for (var item = 0; item < rows.Length; item++)
        {
            outputs.Add($"encoder.{item}", states[item].narrow(0, 0, rows[item]));
            outputs.Add($"logits.{item}", logits[item].narrow(0, 0, counts[item]));
        }
    }
}
