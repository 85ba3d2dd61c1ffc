using System.Text.Json;
using MinMo.Models.Language;
using static TorchSharp.torch;

namespace MinMo.Models.Parity.Decoders;

/// <summary>Rotary tables: <c>qwen2.rope</c> and Llama's.</summary>
internal sealed class DecoderRopeKind(string name) : IGoldenKind
{
    public string Name => name;

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var headSize = golden.Parameters.GetProperty("head_dim").GetInt32();
        var tables = new RotaryTables(ConfigurationOf(golden.Parameters), headSize);
        var positions = golden.Inputs["positions"].Integers;
        var cosines = new float[positions.Length * headSize / 2];
        var sines = new float[cosines.Length];
        tables.Fill(positions, cosines, sines);
        outputs.Add("cos", Widen(cosines));
        outputs.Add("sin", Widen(sines));

        Tensor Widen(float[] half)
        {
            var table = tensor(half, [positions.Length, headSize / 2]);
            return cat([table, table], dim: 1).to(GoldenDecoder.TypeOf(golden.Parameters));
        }
    }

    private static RotaryConfiguration ConfigurationOf(JsonElement parameters)
    {
        var context = parameters.TryGetProperty("max_position_embeddings", out var length) ? length.GetInt32() : 0;
        return new RotaryConfiguration(
            parameters.GetProperty("rope_theta").GetDouble(),
            DecoderConfigurationFile.ParseScaling(parameters.GetProperty("rope_scaling"), context));
    }
}
