using MinMo.Models.Checkpoints;
using MinMo.Models.Language;

namespace MinMo.Testing.Weights;

/// <summary>A random low-rank adapter of <see cref="TinyQwen"/>, large enough to change what it says.</summary>
public static class TinyAdapter
{
    private const int Rank = 2;

    /// <summary>Writes the adapter's two files.</summary>
    /// <param name="folder">Made if it is not there.</param>
    /// <param name="fingerprint">Of the weights that it claims to be trained on; null for an adapter from elsewhere.</param>
    public static void Write(string folder, string? fingerprint = null)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "adapter_config.json"), """{"peft_type":"LORA","r":2,"lora_alpha":4,"bias":"none"}""");
        using var checkpoint = SafetensorsFile.Open(Path.Combine(TinyQwen.Folder, "model.safetensors"));
        var writer = new SafetensorsWriter();
        var random = new Random(7);
        foreach (var (name, entry) in checkpoint.Tensors.Where(static tensor
            => tensor.Key.EndsWith("_proj.weight", StringComparison.Ordinal)))
        {
            var module = $"base_model.model.{name[..^".weight".Length]}";
            writer.Add($"{module}.lora_A.weight", [Rank, entry.Shape[1]], Draw(random, (int)(Rank * entry.Shape[1])));
            writer.Add($"{module}.lora_B.weight", [entry.Shape[0], Rank], Draw(random, (int)(Rank * entry.Shape[0])));
        }

        if (fingerprint is not null)
        {
            writer.SetMetadata(LoraAdapter.BaseKey, fingerprint);
        }

        writer.Save(Path.Combine(folder, "adapter_model.safetensors"));
    }

    private static float[] Draw(Random random, int count)
        => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() - 0.5) * 0.5))];
}
