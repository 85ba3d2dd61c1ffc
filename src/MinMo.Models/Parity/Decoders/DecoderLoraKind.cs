using MinMo.Models.Checkpoints;
using MinMo.Models.Language;

namespace MinMo.Models.Parity.Decoders;

/// <summary>An adapter beside the weights or merged into them: <c>qwen2.lora</c> and Llama's.</summary>
internal sealed class DecoderLoraKind(string name) : IGoldenKind
{
    private const string MergedPrefix = "merged.";

    public string Name => name;

    public GoldenOutputs Run(GoldenCase golden)
    {
        using var checkpoint = GoldenDecoder.OpenCheckpoint(golden);
        using var adapter = LoraAdapter.Open(
            Path.Combine(golden.Folder, golden.Parameters.GetProperty("adapter").GetString()!));
        return golden.Parameters.GetProperty("merged").GetBoolean()
            ? RunMerged(golden, checkpoint, adapter)
            : RunBeside(golden, checkpoint, adapter);
    }

    private static GoldenOutputs RunMerged(GoldenCase golden, DecoderCheckpoint checkpoint, LoraAdapter adapter)
    {
        var merged = adapter.MergeInto(checkpoint.Weights);
        var outputs = Run(golden, DecoderModel.Load(merged, checkpoint.Configuration));
        foreach (var (key, reference) in golden.Outputs.Where(output => output.Key.StartsWith(MergedPrefix, StringComparison.Ordinal)))
        {
            outputs.Add(key, reference.Shape.AsSpan(), merged.ReadFloat32(key[MergedPrefix.Length..]));
        }

        return outputs;
    }

    private static GoldenOutputs RunBeside(GoldenCase golden, DecoderCheckpoint checkpoint, LoraAdapter adapter)
    {
        var model = DecoderModel.Load(checkpoint.Weights, checkpoint.Configuration);
        adapter.Attach(model);
        return Run(golden, model);
    }

    private static GoldenOutputs Run(GoldenCase golden, DecoderModel model)
    {
        using (model)
        {
            var rows = new GoldenRows(golden);
            using var executor = new TorchDecoder(model, rows.Rows, rows.Columns);
            return DecoderForwardKind.Run(golden, rows, executor);
        }
    }
}
