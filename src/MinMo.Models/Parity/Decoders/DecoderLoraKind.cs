using MinMo.Models.Checkpoints;
using MinMo.Models.Language;

namespace MinMo.Models.Parity.Decoders;

/// <summary>An adapter beside the weights or merged into them: <c>qwen2.lora</c> and Llama's.</summary>
internal sealed class DecoderLoraKind(string name) : IGoldenKind
{
    private const string MergedPrefix = "merged.";

    public string Name => name;

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        using var checkpoint = GoldenDecoder.OpenCheckpoint(golden);
        using var adapter = LoraAdapter.Open(
            Path.Combine(golden.Folder, golden.Parameters.GetProperty("adapter").GetString()!));
        if (golden.Parameters.GetProperty("merged").GetBoolean())
        {
            RunMerged(golden, outputs, checkpoint, adapter);
            return;
        }

        var model = DecoderModel.Load(checkpoint.Weights, checkpoint.Configuration);
        adapter.Attach(model);
        Run(golden, outputs, model);
    }

    private static void RunMerged(GoldenCase golden, GoldenOutputs outputs, DecoderCheckpoint checkpoint, LoraAdapter adapter)
    {
        var merged = adapter.MergeInto(checkpoint.Weights);
        Run(golden, outputs, DecoderModel.Load(merged, checkpoint.Configuration));
        foreach (var (key, reference) in golden.Outputs.Where(output => output.Key.StartsWith(MergedPrefix, StringComparison.Ordinal)))
        {
            outputs.Add(key, reference.Shape.AsSpan(), merged.ReadFloat32(key[MergedPrefix.Length..]));
        }
    }

    private static void Run(GoldenCase golden, GoldenOutputs outputs, DecoderModel model)
    {
        using (model)
        {
            var rows = new GoldenRows(golden);
            using var executor = new TorchDecoder(model, rows.Rows, rows.Columns);
            DecoderForwardKind.Run(golden, outputs, rows, executor);
        }
    }
}
