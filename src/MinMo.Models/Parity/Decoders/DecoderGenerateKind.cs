using MinMo.Models.Language;
using MinMo.Models.Sampling;

namespace MinMo.Models.Parity.Decoders;

/// <summary>Greedy decoding from ids or embeddings: <c>qwen2.generate</c> and Llama's.</summary>
internal sealed class DecoderGenerateKind(string name, GoldenDecoder decoder) : IGoldenKind
{
    public string Name => name;

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        using var checkpoint = GoldenDecoder.OpenCheckpoint(golden);
        var rows = new GoldenRows(golden);
        var mostNew = golden.Parameters.GetProperty("max_new_tokens").GetInt32();
        using var executor = decoder.Open(checkpoint, golden, rows.Rows, rows.Columns + mostNew);
        LaneRow[] prompts =
        [
            .. Enumerable.Range(0, rows.Rows).Select(row => rows.Piece(row, 0, rows.Columns, RowDemand.LastLogits)!),
        ];
        var replies = new GreedyDecoding(executor, SettingsOf(golden), mostNew).Run(prompts);
        outputs.AddJson("new_ids", replies.Select(reply => reply.Ids));
        outputs.AddJson("finish", replies.Select(reply => reply.Stopped ? "stop" : "length"));
    }

    // A penalty among the parameters replaces the file's.
    private static GenerationSettings SettingsOf(GoldenCase golden)
    {
        var settings = GenerationSettings.Read(golden.RequireCheckpoint());
        return golden.Parameters.TryGetProperty("repetition_penalty", out var penalty)
            ? settings with { Sampling = settings.Sampling with { RepetitionPenalty = penalty.GetDouble() } }
            : settings;
    }
}
