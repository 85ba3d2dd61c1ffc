using MinMo.Models.Language;
using static TorchSharp.torch;

namespace MinMo.Models.Parity.Decoders;

/// <summary>Whole sequences over an empty cache, padded on either side or not: <c>qwen2.forward</c>,
/// <c>padded_forward</c>, <c>gguf.forward</c> and Llama's.</summary>
internal sealed class DecoderForwardKind(string name, GoldenDecoder decoder) : IGoldenKind
{
    public string Name => name;

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        using var checkpoint = GoldenDecoder.OpenCheckpoint(golden);
        var rows = new GoldenRows(golden);
        using var executor = decoder.Open(checkpoint, golden, rows.Rows, rows.Columns);
        Run(golden, outputs, rows, executor);
    }

    /// <summary>Runs the golden's input and adds its outputs; states of inner layers only by TorchSharp.</summary>
    public static void Run(GoldenCase golden, GoldenOutputs outputs, GoldenRows rows, IDecoderExecutor executor)
    {
        var lastOnly = golden.Parameters.TryGetProperty("last_only", out var flag) && flag.GetBoolean();
        var demand = RowDemand.HiddenStates | (lastOnly ? RowDemand.LastLogits : RowDemand.AllLogits);
        LaneRow[] pieces = [.. Enumerable.Range(0, rows.Rows).Select(row => rows.Piece(row, 0, rows.Columns, demand)!)];
        var (d, v) = (executor.Configuration.HiddenSize, executor.Configuration.VocabularySize);
        AddEmbeddings(outputs, rows, pieces, executor);
        var result = executor is TorchDecoder torch
            ? torch.Step(pieces, (layer, x) => AddLayer(outputs, rows, executor.Configuration, layer, x))
            : executor.Step(pieces);
        var hidden = new PaddedOutput(rows, d);
        var logits = new PaddedOutput(rows, v);
        for (var row = 0; row < rows.Rows; row++)
        {
            hidden.Fill(row, 0, rows.Columns, result.HiddenStates(row));
            if (!lastOnly)
            {
                logits.Fill(row, 0, rows.Columns, result.Logits(row));
            }
        }

        hidden.AddTo(outputs, $"hidden_states.{executor.Configuration.LayerCount}");
        hidden.AddTo(outputs, "last_hidden_state");
        if (lastOnly)
        {
            outputs.Add(
                "logits", [rows.Rows, 1, v], [.. Enumerable.Range(0, rows.Rows).SelectMany(row => result.LastLogits(row).ToArray())]);
        }
        else
        {
            logits.AddTo(outputs, "logits");
        }
    }

    private static void AddEmbeddings(GoldenOutputs outputs, GoldenRows rows, LaneRow[] pieces, IDecoderExecutor executor)
    {
        var embedded = new PaddedOutput(rows, executor.Configuration.HiddenSize);
        for (var row = 0; row < rows.Rows; row++)
        {
            var values = pieces[row].Embeddings.ToArray();
            if (values.Length == 0)
            {
                values = new float[pieces[row].Tokens.Length * executor.Configuration.HiddenSize];
                executor.Embed(pieces[row].Tokens.Span, values);
            }

            embedded.Fill(row, 0, rows.Columns, values);
        }

        embedded.AddTo(outputs, "hidden_states.0");
    }

    private static void AddLayer(
        GoldenOutputs outputs, GoldenRows rows, DecoderConfiguration configuration, int layer, Tensor x) // x: [1, n, d]
    {
        if (layer == configuration.LayerCount - 1)
        {
            return; // the golden has this one after the final norm
        }

        var values = GoldenTensor.From(x).Floats;
        var states = new PaddedOutput(rows, configuration.HiddenSize);
        var offset = 0;
        for (var row = 0; row < rows.Rows; row++)
        {
            var length = rows.Real(row, 0, rows.Columns).Count() * configuration.HiddenSize;
            states.Fill(row, 0, rows.Columns, values.AsSpan(offset, length));
            offset += length;
        }

        states.AddTo(outputs, $"hidden_states.{layer + 1}");
    }
}
