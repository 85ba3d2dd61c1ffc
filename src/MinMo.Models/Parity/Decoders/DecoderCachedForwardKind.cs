using MinMo.Models.Language;

namespace MinMo.Models.Parity.Decoders;

/// <summary>Columns fed in pieces over one cache: <c>qwen2.cached_forward</c> and Llama's.</summary>
internal sealed class DecoderCachedForwardKind(string name, GoldenDecoder decoder) : IGoldenKind
{
    public string Name => name;

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        using var checkpoint = GoldenDecoder.OpenCheckpoint(golden);
        var rows = new GoldenRows(golden);
        using var executor = decoder.Open(checkpoint, golden, rows.Rows, rows.Columns);
        var hidden = new PaddedOutput(rows, executor.Configuration.HiddenSize);
        var logits = new PaddedOutput(rows, executor.Configuration.VocabularySize);
        var start = 0;
        foreach (var width in golden.Parameters.GetProperty("chunks").EnumerateArray().Select(chunk => chunk.GetInt32()))
        {
            LaneRow[] pieces =
            [
                .. Enumerable.Range(0, rows.Rows)
                    .Select(row => rows.Piece(row, start, width, RowDemand.AllLogits | RowDemand.HiddenStates))
                    .OfType<LaneRow>(),
            ];
            var result = executor.Step(pieces);
            for (var i = 0; i < pieces.Length; i++)
            {
                hidden.Fill(pieces[i].Slot, start, width, result.HiddenStates(i));
                logits.Fill(pieces[i].Slot, start, width, result.Logits(i));
            }

            start += width;
        }

        hidden.AddTo(outputs, "last_hidden_state");
        logits.AddTo(outputs, "logits");
    }
}
